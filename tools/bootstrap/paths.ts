/** Where a stack of the bootstrap keeps what; paths are relative to the repository's root. */

/** The folder of the Pulumi project. */
export const folder = "bootstrap";
/** What Pulumi makes of `file://.` there; every stack that was deployed from here has its state in it. */
export const localBackend = `${folder}/.pulumi`;
const project = "urr-bootstrap";
/** As written by default, and as PULUMI_DIY_BACKEND_GZIP or PULUMI_DIY_BACKEND_ZSTD have it written. */
const packings = ["", ".gz", ".zst"];

export function stackFile(stack: string): string {
  return `${folder}/Pulumi.${stack}.yaml`;
}

/** The stacks that have a file, by the names in the folder. */
export function stacksAmong(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []).toSorted();
}

/** What `stack migrate` names its backups of the stack file. */
export function backupPrefix(stack: string): string {
  return `Pulumi.${stack}.yaml.bak.`;
}

/** The keys under which a bucket may hold the state. */
export function stateKeys(stack: string): readonly string[] {
  return stateNames(stack).map((name) => `.pulumi/stacks/${project}/${name}`);
}

/** The folder of the local states; their names are those of `stateNames`, and of Pulumi's copies. */
export const localStates = `${localBackend}/stacks/${project}`;

export function stateNames(stack: string): readonly string[] {
  return packings.map((packing) => `${stack}.json${packing}`);
}

/** The state and Pulumi's copies of it beside it, such as `bootstrap.json.bak`. */
export function isStateOf(stack: string, name: string): boolean {
  return name.startsWith(`${stack}.json`);
}

/** What else of a stack lies in the local backend: former states. */
export function formerStates(stack: string): readonly string[] {
  return ["history", "backups"].map((kind) => `${localBackend}/${kind}/${project}/${stack}`);
}
