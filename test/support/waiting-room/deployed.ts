import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LambdaBundle } from "../../../functions/bundle";

/** What is between Lambda and a handler: a message in, a message out. */
const runtime = `
// Node would print the line of the error first, which in a bundle is most of it, and may end before the message.
process.on("uncaughtException", ({ message }) => process.stderr.write(message, () => process.exit(1)));
const { handler } = require("./index.js");
process.on("message", async (event) => {
  try {
    process.send({ result: await handler(event, { getRemainingTimeInMillis: () => 30_000 }) });
  } catch (error) {
    process.send({ error: String(error) });
  }
});
process.send({ result: "ready" });
`;

/** A bundle in a process of its own, as Lambda runs it: nothing of this repository is within its reach. */
export class Deployed {
  #logs = "";
  readonly #ended: Promise<never>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.#logs += chunk.toString()));
    }
    this.#ended = once(child, "close").then(() => {
      throw new Error(`the function has ended: ${this.#logs}`);
    });
    this.#ended.catch(() => undefined);
  }

  /** @param files what lies beside the code, by name. */
  static async start(
    { code, modules }: LambdaBundle,
    environment: Readonly<Record<string, string>>,
    files: Readonly<Record<string, string>> = {},
  ): Promise<Deployed> {
    const folder = mkdtempSync(join(tmpdir(), "urr-lambda-"));
    writeFileSync(join(folder, "index.js"), code);
    writeFileSync(join(folder, "runtime.js"), runtime);
    for (const [name, content] of Object.entries({ ...modules, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const child = fork(join(folder, "runtime.js"), {
      cwd: folder,
      silent: true,
      execArgv: [],
      env: {
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        ...environment,
      },
    });
    const deployed = new Deployed(child, folder);
    await deployed.#answer();
    return deployed;
  }

  /** All that it has logged. */
  get logs(): string {
    return this.#logs;
  }

  async invoke(event: object): Promise<unknown> {
    this.child.send(event);
    return this.#answer();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      this.child.kill();
      await once(this.child, "close");
    }
    rmSync(this.folder, { recursive: true });
  }

  async #answer(): Promise<unknown> {
    const [message] = (await Promise.race([once(this.child, "message"), this.#ended])) as readonly unknown[];
    const { result, error } = message as { readonly result?: unknown; readonly error?: string };
    if (error !== undefined) throw new Error(error);
    return result;
  }
}
