import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { isRecord } from "../../policies/read";
import { readProject } from "../project/project-file";

/** The stack of the laptop. */
export const stackName = "local";
export const stackFile = `Pulumi.${stackName}.yaml`;
/** What belongs to this machine alone, ignored by git; `local:down` removes it. */
export const homeFolder = ".pulumi-local";

/** Where the laptop's stack keeps what; absolute paths. */
export interface Home {
  readonly folder: string;
  /** Knows this one cluster, so that nothing can reach another. The operator's own is left alone. */
  readonly kubeconfig: string;
  readonly kindConfig: string;
  readonly passphrase: string;
  /** The stack file with Pulumi's salt, which would otherwise be written into the committed one. */
  readonly config: string;
}

export function homeIn(root: string): Home {
  const folder = join(root, homeFolder);
  const at = (name: string) => join(folder, name);
  return {
    folder,
    kubeconfig: at("kubeconfig"),
    kindConfig: at("kind.yaml"),
    passphrase: at("passphrase"),
    config: at(stackFile),
  };
}

/**
 * Variables with which Pulumi works on this machine alone; what the operator has set stays.
 *
 * @param from where Pulumi runs: a path that starts with a drive is no `file://` for Pulumi, so it is a relative one.
 */
export function pulumiVariables(
  home: Home,
  env: NodeJS.ProcessEnv,
  from: "root" | "home",
): Readonly<Record<string, string>> {
  const hasPassphrase =
    env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || (env["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "") !== "";
  const backend = from === "home" ? "file://." : `file://./${homeFolder}`;
  return {
    KUBECONFIG: home.kubeconfig,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(hasPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE_FILE: home.passphrase }),
    ...(usesOwnBackend(env) ? { PULUMI_BACKEND_URL: backend } : {}),
  };
}

/** Whether the state lies in `.pulumi-local/`. */
export function usesOwnBackend(env: NodeJS.ProcessEnv): boolean {
  return (env["PULUMI_BACKEND_URL"] ?? "") === "";
}

/**
 * Makes the folder and what Pulumi needs in it, and keeps what is there.
 *
 * @throws Error in words, where the stack has no file.
 */
export function prepareHome(root: string): Home {
  const home = homeIn(root);
  mkdirSync(home.folder, { recursive: true });
  if (!existsSync(home.passphrase)) {
    writeFileSync(home.passphrase, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  // A project of the same name: the stack is made from here, and its salt is written here.
  writeFileSync(join(home.folder, "Pulumi.yaml"), stringify({ ...nameOf(root), runtime: "nodejs" }));
  writeFileSync(home.config, stringify({ ...readStackFile(root), ...saltOf(home) }));
  return home;
}

/** Takes the stack's state away: after the cluster, nothing of it is true. */
export function forgetState({ folder, config }: Home): void {
  for (const path of [join(folder, ".pulumi"), config]) rmSync(path, { recursive: true, force: true });
}

function nameOf(root: string) {
  return { name: readProject(root).name };
}

function readStackFile(root: string): Readonly<Record<string, unknown>> {
  const path = join(root, stackFile);
  if (!existsSync(path)) throw new Error(`there is no ${stackFile}, the settings of the stack ${stackName}`);
  return readYaml(path);
}

function saltOf({ config }: Home): Readonly<Record<string, unknown>> {
  const { encryptionsalt } = existsSync(config) ? readYaml(config) : {};
  return encryptionsalt === undefined ? {} : { encryptionsalt };
}

function readYaml(path: string): Readonly<Record<string, unknown>> {
  const content: unknown = parse(readFileSync(path, "utf8"));
  return isRecord(content) ? content : {};
}
