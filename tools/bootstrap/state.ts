import { z } from "zod";
import type { AskAws } from "../aws-cli/ask";
import { ownBucket } from "./bucket";
import type { BootstrapFacts, Surroundings } from "./check";
import { logIn, moveState } from "./commands";
import { localBackend, localStates, stateKeys, stateNames } from "./paths";
import { done, open, unknown, waiting, type Step } from "./step";

const name = "state";

export type StatePlace =
  | { readonly moved: boolean; readonly message?: never }
  | { readonly moved?: never; readonly message: string };

/** Whether the bucket holds the state. */
export async function locateState(ask: AskAws, facts: BootstrapFacts): Promise<StatePlace> {
  for (const key of stateKeys(facts.stack)) {
    const { failure } = await ask(["s3api", "head-object", ...ownBucket(facts), "--key", key], z.unknown());
    if (failure === undefined) return { moved: true };
    if (failure.code !== "404") return { message: failure.message };
  }
  return { moved: false };
}

export function checkState(
  place: StatePlace | undefined,
  bucket: Step,
  facts: BootstrapFacts,
  { namesIn, backendUrl }: Pick<Surroundings, "namesIn" | "backendUrl">,
): Step {
  const elsewhere = otherBackend(facts, backendUrl);
  if (place?.moved === true) return done(name, `is in s3://${facts.bucket}`, { details: elsewhere });
  // It holds the names and settings of everything, so it goes only where it is safe.
  if (place === undefined || bucket.state !== "done") return waiting(name, "bucket");
  if (place.message !== undefined) return unknown(name, place.message);
  const commands = [logIn(facts), moveState(facts)];
  const local = namesIn(localStates);
  if (stateNames(facts.stack).some((file) => local.includes(file))) {
    return open(name, `is still in ${localBackend}`, { details: elsewhere, commands });
  }
  return open(name, `is neither in the bucket nor in ${localBackend}`, {
    details: ["run these where the bootstrap was first deployed; the state is there", ...elsewhere],
    commands,
  });
}

/** A login does nothing as long as the environment names another backend. */
function otherBackend(facts: BootstrapFacts, url: string | undefined): readonly string[] {
  if (url === undefined || url === "" || isAddressOf(facts, url)) return [];
  // A backend that is a database has its password there.
  const shown = url.replace(/:\/\/.*@/, "://…@");
  return [`PULUMI_BACKEND_URL is set to ${shown} and wins over a login: unset it`];
}

function isAddressOf({ bucket, region }: BootstrapFacts, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname, searchParams } = new URL(url);
  const named = searchParams.get("region");
  return protocol === "s3:" && host === bucket && /^\/?$/.test(pathname) && (named ?? region) === region;
}
