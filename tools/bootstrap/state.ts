import { z } from "zod";
import type { AskAws } from "./aws";
import { ownBucket } from "./bucket";
import type { BootstrapFacts } from "./check";
import { localState, logIn, moveState } from "./commands";
import type { Folder } from "./folder";
import { done, open, unknown, waiting, type Step } from "./step";

const name = "state";
const stateKey = ".pulumi/stacks/urr-bootstrap/bootstrap.json";
/** As written by default, and as PULUMI_DIY_BACKEND_GZIP or PULUMI_DIY_BACKEND_ZSTD have it written. */
const endings = ["", ".gz", ".zst"];

export type StatePlace =
  | { readonly moved: boolean; readonly message?: never }
  | { readonly moved?: never; readonly message: string };

/** Whether the bucket holds the state. */
export async function locateState(ask: AskAws, facts: BootstrapFacts): Promise<StatePlace> {
  for (const ending of endings) {
    const args = ["s3api", "head-object", ...ownBucket(facts), "--key", stateKey + ending];
    const { failure } = await ask(args, z.unknown());
    if (failure === undefined) return { moved: true };
    if (failure.code !== "404") return { message: failure.message };
  }
  return { moved: false };
}

export function checkState(
  place: StatePlace | undefined,
  bucket: Step,
  facts: BootstrapFacts,
  { exists }: Folder,
): Step {
  if (place?.moved === true) return done(name, `is in s3://${facts.bucket}`);
  // It holds the names and settings of everything, so it goes only where it is safe.
  if (place === undefined || bucket.state !== "done") return waiting(name, "bucket");
  if (place.message !== undefined) return unknown(name, place.message);
  const commands = [logIn(facts), moveState(facts)];
  if (exists(localState)) return open(name, `is still in ${localState}`, { commands });
  return open(name, `is neither in the bucket nor in ${localState}`, {
    details: ["run these where the bootstrap was first deployed; the state is there"],
    commands,
  });
}
