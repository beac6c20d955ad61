import { secretsProvider, stateUrl } from "../../bootstrap/addresses";
import { quote } from "../aws-cli/shell";

/** Every command that the bootstrap takes, composed here only: what is shown can be pasted into a POSIX shell. */

export interface Place {
  readonly stack: string;
  readonly region: string;
  readonly bucket: string;
}

const pulumi = "npx pulumi -C bootstrap";
const locally = `PULUMI_BACKEND_URL=file://. PULUMI_CONFIG_PASSPHRASE= ${pulumi}`;

/** Command 1. It can be repeated as long as the state is local. */
export function deployLocally({ stack }: Pick<Place, "stack">): string {
  return `${locally} up --stack ${quote(stack)}`;
}

/** Command 2. */
export function logIn({ region, bucket }: Omit<Place, "stack">): string {
  return `npx pulumi login ${quote(stateUrl(bucket, region))}`;
}

/** Command 3. */
export function moveState({ stack, region }: Omit<Place, "bucket">): string {
  return (
    `PULUMI_CONFIG_PASSPHRASE= ${pulumi} stack migrate file://. ${quote(stack)} ` +
    `--secrets-provider=${quote(secretsProvider(stack, region))}`
  );
}

/** What takes the place of command 1 once the state is in the bucket: command 1 would work on the old state. */
export function deployFromBucket(place: Place): readonly string[] {
  return [logIn(place), `${pulumi} up --stack ${quote(place.stack)}`];
}

/** Writes the key into the stack file where the one that command 3 wrote is lost. */
export function nameKeyAgain(place: Place): readonly string[] {
  const [stack, key] = [quote(place.stack), quote(secretsProvider(place.stack, place.region))];
  return [logIn(place), `${pulumi} stack change-secrets-provider --stack ${stack} ${key}`];
}

/** Prints the name servers of the zones that bootstrap made. */
export function showNameServers(place: Place, moved: boolean): readonly string[] {
  const output = `stack output nameServers --stack ${quote(place.stack)}`;
  return moved ? [logIn(place), `${pulumi} ${output}`] : [`${locally} ${output}`];
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
