import type { Ended } from "../aws-cli/processes";
import type { RunProgram } from "./processes";
import type { Result } from "./stage";
import { kindVersion } from "./topology";

export type ProgramName = "docker" | "docker compose" | "kind" | "kubectl";

type Found =
  | { readonly version: string; readonly problem?: never }
  | { readonly version?: never; readonly problem: string };

interface Program {
  readonly command: string;
  /** Asks for its version, and at the same time whether it works. */
  readonly args: readonly string[];
  readonly install: string;
  /** What to do where it is there and does not answer; without one, an error means that it is not there. */
  readonly remedy?: string;
}

const programs = {
  docker: {
    command: "docker",
    // The server's, which only a running daemon tells.
    args: ["version", "--format", "{{.Server.Version}}"],
    install: "https://docs.docker.com/get-started/get-docker/",
    remedy: "start Docker Desktop, or the Docker service",
  },
  "docker compose": {
    command: "docker",
    args: ["compose", "version", "--short"],
    install: "https://docs.docker.com/compose/install/",
  },
  kind: {
    command: "kind",
    args: ["version"],
    install: "https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
  },
  kubectl: {
    command: "kubectl",
    args: ["version", "--client"],
    install: "https://kubernetes.io/docs/tasks/tools/",
  },
} as const satisfies Record<ProgramName, Program>;

/** Whether the programs are there and work; one line for each that is not or does not. */
export async function checkPrograms(names: readonly ProgramName[], run: RunProgram): Promise<Result> {
  const found = await Promise.all(
    names.map(async (name) => ({
      name,
      ...read(name, await run(programs[name].command, programs[name].args)),
    })),
  );
  const problems = found.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return { problems };
  return { done: found.map(({ name, version }) => `${name} ${version ?? ""}`).join(", ") };
}

function read(name: ProgramName, ended: Ended): Found {
  const { install, remedy }: Program = programs[name];
  if (ended.missing || (ended.code !== 0 && remedy === undefined))
    return { problem: `${name} is not installed: ${install}` };
  if (ended.code !== 0) return { problem: `${name} does not answer: ${remedy ?? install}` };
  const version = /\d+\.\d+(\.\d+)?/.exec(ended.stdout)?.[0] ?? "";
  if (name === "kind" && isOlder(version, kindVersion)) {
    return {
      problem: `kind ${version} is too old for the node image, which needs ${kindVersion}: ${install}`,
    };
  }
  return { version };
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}
