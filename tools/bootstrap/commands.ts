import { secretsProvider, stateUrl } from "../../bootstrap/addresses";

/** Every command that the bootstrap takes, composed here only: what is shown can be pasted into a POSIX shell. */

export const stackFile = "bootstrap/Pulumi.bootstrap.yaml";
export const localState = "bootstrap/.pulumi";
/** What `stack migrate` names its backups. */
export const backupPrefix = "Pulumi.bootstrap.yaml.bak.";

export interface Place {
  readonly region: string;
  readonly bucket: string;
}

/** Command 1. It can be repeated as long as the state is local. */
export const deployLocally =
  "PULUMI_BACKEND_URL=file://. PULUMI_CONFIG_PASSPHRASE= npx pulumi -C bootstrap up --stack bootstrap";

/** Command 2. */
export function logIn({ region, bucket }: Place): string {
  return `npx pulumi login ${quote(stateUrl(bucket, region))}`;
}

/** Command 3. */
export function moveState({ region }: Pick<Place, "region">): string {
  return (
    "PULUMI_CONFIG_PASSPHRASE= npx pulumi -C bootstrap stack migrate file://. bootstrap " +
    `--secrets-provider=${quote(secretsProvider("bootstrap", region))}`
  );
}

/** What takes the place of command 1 once the state is in the bucket: command 1 would work on the old state. */
export function deployFromBucket(place: Place): readonly string[] {
  return [logIn(place), "npx pulumi -C bootstrap up --stack bootstrap"];
}

/** Writes the key into the stack file where the one that command 3 wrote is lost. */
export function nameKeyAgain(place: Place): readonly string[] {
  const key = quote(secretsProvider("bootstrap", place.region));
  return [logIn(place), `npx pulumi -C bootstrap stack change-secrets-provider --stack bootstrap ${key}`];
}

export function makeStack(stack: string, region: string): string {
  return `npx pulumi stack init ${quote(stack)} --secrets-provider=${quote(secretsProvider(stack, region))}`;
}

export function remove(paths: readonly string[]): string {
  return `rm -r ${paths.map(quote).join(" ")}`;
}

export function commit(path: string): string {
  return `git add ${quote(path)} && git commit`;
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
