import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A program in a process of its own, as a pod runs it: nothing of this repository is within its reach. */
export class Pod {
  #logs = "";
  readonly #ended: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.#logs += chunk.toString()));
    }
    this.#ended = once(child, "close").then(([code]) => code as number | null);
  }

  static start(code: string, command: string, environment: Readonly<Record<string, string>>): Pod {
    const folder = mkdtempSync(join(tmpdir(), "urr-pod-"));
    const file = join(folder, "poll.js");
    writeFileSync(file, code);
    const child = spawn(process.execPath, [file, command], {
      cwd: folder,
      env: { AWS_REGION: "us-east-1", ...environment },
    });
    return new Pod(child, folder);
  }

  /** All that it has logged. */
  get logs(): string {
    return this.#logs;
  }

  /** Says what Kubernetes says when it ends a pod. */
  terminate(): void {
    this.child.kill("SIGTERM");
  }

  /** The code with which it ends by itself. */
  async ended(): Promise<number | null> {
    const code = await this.#ended;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended();
  }
}

/** Waits until it is so. */
export async function eventually(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error("it never came to it");
}

/** What hands pods their identity on EKS: credentials for the token that lies in a file. */
export async function startPodIdentity(folder: string) {
  const token = "of-the-service-account";
  const tokenFile = join(folder, "eks-pod-identity-token");
  writeFileSync(tokenFile, token);
  const server: Server = createServer(({ headers }, response) => {
    if (headers.authorization !== token) return response.writeHead(401).end();
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    const credentials = { AccessKeyId: "of-the-pod", SecretAccessKey: "local", Token: "local", Expiration };
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(credentials));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${String(address.port)}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
