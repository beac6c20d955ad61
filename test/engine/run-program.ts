import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { MonitorOptions } from "../../tools/offline/answered";
import { readProject } from "../../tools/project/project-file";
import { projectRoot } from "../support/stacks";
import { EngineServer } from "./engine-server";

/** An option that is not named here would change how the language host starts the program, and is not acted on. */
const projectFile = z.object({
  main: z.string().default("."),
  runtime: z.strictObject({
    name: z.literal("nodejs"),
    options: z.strictObject({ packagemanager: z.literal("npm"), tsconfig: z.string() }),
  }),
  config: z.record(z.string(), z.object({ value: z.unknown() })),
});

/** Values by key, in the form they have in a stack file. */
export type Config = Readonly<Record<string, unknown>>;

export interface ProgramRun {
  readonly engine: EngineServer;
  readonly exitCode: number | null;
  /** What the program wrote beside its log. */
  readonly output: string;
}

export interface Start {
  /** The project's folder, in that of the main project; itself unless said. */
  readonly folder?: string;
  readonly stack: string;
  readonly mode: MonitorOptions["mode"];
  readonly config: Config;
  /** Values that are encrypted in the stack file, in clear, as the engine hands them over. */
  readonly secrets?: Config;
  /** Of Pulumi's own variables, those that the operator has set. */
  readonly variables?: Readonly<Record<string, string>>;
}

const secondsToRun = 60;

/** What stands under `config:` of a committed stack file. */
export function committedConfig(stack: string): Config {
  const file = readFileSync(join(projectRoot, `Pulumi.${stack}.yaml`), "utf8");
  return z.object({ config: z.record(z.string(), z.unknown()) }).parse(parse(file)).config;
}

/** Starts the program as Pulumi's language host for Node.js does, until it ends. */
export async function runProgram({
  folder = "",
  stack,
  mode,
  config,
  secrets = {},
  variables = {},
}: Start): Promise<ProgramRun> {
  const root = join(projectRoot, folder);
  const file = projectFile.parse(parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")));
  const project = readProject(root);
  const projectConfig = Object.fromEntries(
    Object.entries(file.config).map(([key, { value }]) => [key, value]),
  );
  const engine = await EngineServer.start({
    project: project.name,
    stack,
    mode,
    region: String(config["aws:region"]),
    autonaming: project.autonaming,
  });
  const child = spawn(
    process.execPath,
    [
      // Pulumi takes down where each promise was made; without these stacks a run takes half as long.
      "--stack-trace-limit=1",
      resolve(projectRoot, "node_modules/@pulumi/pulumi/cmd/run"),
      ...["--monitor", engine.address, "--engine", engine.address],
      ...["--organization", "organization", "--project", project.name, "--stack", stack],
      ...["--root-directory", root, "--pwd", resolve(root, file.main)],
      ...(mode === "preview" ? ["--dry-run"] : []),
      ...["--parallel", "16", "."],
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      killSignal: "SIGKILL",
      timeout: secondsToRun * 1000,
      // Nothing else of the environment: what the test runner and its user have set must not decide.
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_NODEJS_TSCONFIG_PATH: file.runtime.options.tsconfig,
        PULUMI_CONFIG: asHandedOver({ ...projectConfig, ...config, ...secrets }),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(Object.keys(secrets)),
        ...variables,
      },
    },
  );
  let output = "";
  const write = (text: string) => (output += text);
  child.stdout.setEncoding("utf8").on("data", write);
  child.stderr.setEncoding("utf8").on("data", write);
  try {
    await once(child, "close");
    if (child.signalCode !== null) {
      throw new Error(`the program was stopped after ${String(secondsToRun)} s, having written: ${output}`);
    }
    return { engine, exitCode: child.exitCode, output };
  } finally {
    child.kill("SIGKILL");
    engine.stop();
  }
}

/** Every value as text, objects as JSON; the language host writes keys as `namespace:config:name`. */
function asHandedOver(config: Config): string {
  const texts = Object.entries(config).map(([key, value]) => [
    key.replace(":", ":config:"),
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return JSON.stringify(Object.fromEntries(texts));
}
