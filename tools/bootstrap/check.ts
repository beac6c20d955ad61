import type { Problem } from "../../infra/problems";
import { awsCli } from "../aws-cli/ask";
import type { Run } from "../aws-cli/processes";
import { checkBucket, findBucket } from "./bucket";
import { checkCredentials } from "./credentials";
import { checkStackFile, keyNamedIn, type Folder } from "./folder";
import { checkLeftovers } from "./leftovers";
import { checkNameServers, type ResolveNs } from "./name-servers";
import { stackFile } from "./paths";
import { checkState, locateState } from "./state";
import { done, open, waiting, type Step } from "./step";

/** What the bootstrap's settings come to. */
export interface BootstrapFacts {
  /** The stack of the bootstrap itself; `stacks` are those that it prepares the account for. */
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly bucket: string;
  readonly stacks: readonly string[];
  readonly domains: readonly string[];
}

export type FactsOrProblems =
  | { readonly facts: BootstrapFacts; readonly problems?: never }
  | { readonly facts?: never; readonly stack: string; readonly problems: readonly Problem[] };

/** Whatever the check asks; nothing of it is changed. */
export interface Surroundings extends Folder {
  readonly run: Run;
  readonly resolveNs: ResolveNs;
  /** What PULUMI_BACKEND_URL is set to. */
  readonly backendUrl: string | undefined;
}

/** Where the bootstrap stands, step by step. */
export async function checkBootstrap(
  given: FactsOrProblems,
  surroundings: Surroundings,
): Promise<readonly Step[]> {
  if (given.facts === undefined) {
    const steps = ["credentials", "bucket", "state", "stack file", "leftovers", "name servers"];
    return [refusedSettings(given.stack, given.problems), ...steps.map((name) => waiting(name, "settings"))];
  }
  const { facts } = given;
  const settings = done("settings", `${stackFile(facts.stack)} can be deployed`);
  const ask = awsCli(surroundings.run, facts.region);
  const credentials = await checkCredentials(ask, facts);
  if (credentials.state !== "done") {
    const steps = ["bucket", "state", "stack file", "leftovers", ...facts.domains.map(() => "name servers")];
    return [settings, credentials, ...steps.map((name) => waiting(name, "credentials"))];
  }

  const key = keyNamedIn(surroundings, facts.stack);
  const found = await findBucket(ask, facts, key);
  const place = found.exists ? await locateState(ask, facts) : undefined;
  // Settled before the rest, because it decides which command deploys: with the local state or with the bucket's.
  const moved = place?.moved === true || key !== undefined;
  const bucket = found.exists ? await checkBucket(ask, facts, moved) : found.step;
  const nameServers = await checkNameServers({
    ask,
    resolveNs: surroundings.resolveNs,
    facts,
    bucket,
    moved,
  });
  const state = checkState(place, bucket, facts, surroundings);
  const file = await checkStackFile(state, key, facts, surroundings.run);
  return [
    settings,
    credentials,
    bucket,
    state,
    file,
    checkLeftovers(state, file, facts, surroundings),
    ...nameServers,
  ];
}

function refusedSettings(stack: string, problems: readonly Problem[]): Step {
  const file = stackFile(stack);
  return open("settings", `${file} cannot be deployed yet`, {
    details: problems.map(({ path, message, example }) => {
      return `${path === "" ? file : path} ${message}; for example: ${example}`;
    }),
  });
}
