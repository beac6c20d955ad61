import { z } from "zod";
import type { AskAws, AwsAnswer } from "../aws-cli/ask";
import type { BootstrapFacts } from "./check";
import { deployFromBucket, deployLocally, showNameServers } from "./commands";
import { done, open, unknown, waiting, type Step } from "./step";

const name = "name servers";

/** Asks the public DNS, as `resolveNs` of node:dns/promises does. */
export type ResolveNs = (domain: string) => Promise<readonly string[]>;

interface Question {
  readonly ask: AskAws;
  readonly resolveNs: ResolveNs;
  readonly facts: BootstrapFacts;
  readonly bucket: Step;
  /** Whether the state is in the bucket, hence which command makes a missing zone. */
  readonly moved: boolean;
}

const zonesByName = z.object({
  HostedZones: z.array(
    z.object({
      Id: z.string(),
      Name: z.string(),
      Config: z.object({ PrivateZone: z.boolean().default(false) }).optional(),
    }),
  ),
});
const zone = z.object({ DelegationSet: z.object({ NameServers: z.array(z.string()) }) });

/** One step per hosted zone: whether the registrar sends the world to it. */
export function checkNameServers(question: Question): Promise<readonly Step[]> {
  return Promise.all(question.facts.domains.map((domain) => checkDomain(domain, question)));
}

async function checkDomain(
  domain: string,
  { ask, resolveNs, facts, bucket, moved }: Question,
): Promise<Step> {
  const { value: ids, failure } = await publicZones(ask, domain);
  if (failure !== undefined) return unknown(name, `${domain}: ${failure.message}`);
  const [id, ...others] = ids;
  if (id === undefined) {
    // What makes the bucket makes the zone too.
    if (bucket.state !== "done") return waiting(name, `bucket (${domain})`);
    const commands = moved ? deployFromBucket(facts) : [deployLocally(facts)];
    return open(name, `${domain} has no public hosted zone yet`, { commands });
  }
  if (others.length > 0) {
    return unknown(name, `${domain} has several public hosted zones: ${ids.join(", ")}`, {
      details: howToMerge,
      commands: showNameServers(facts, moved),
    });
  }

  const asked = await ask(["route53", "get-hosted-zone", "--id", id], zone);
  if (asked.failure !== undefined) return unknown(name, `${domain}: ${asked.failure.message}`);
  const wanted = comparable(asked.value.DelegationSet.NameServers);
  const toSet = `set at the registrar: ${wanted.join(", ")}`;
  try {
    const answered = comparable(await resolveNs(domain));
    if (answered.join() === wanted.join()) return done(name, `${domain} is answered by its hosted zone`);
    return open(name, `${domain} is not answered by its hosted zone`, {
      details: [toSet, `the public DNS says: ${answered.join(", ")}`],
    });
  } catch (error) {
    return unknown(name, `${domain}: ${reasonOf(error)}`, { details: [toSet] });
  }
}

/** Only one zone is asked by the world; a domain that was bought in Route 53 came with one. */
const howToMerge = [
  "copy what the old one holds, but for its own NS and SOA, into the one that bootstrap made",
  "set that one's name servers at the registrar; the command below prints them",
  "delete the old one two days later, when nobody remembers its name servers any more",
];

/** A private zone may have the same name and come first, so more than one is asked for. */
async function publicZones(ask: AskAws, domain: string): Promise<AwsAnswer<readonly string[]>> {
  const args = ["route53", "list-hosted-zones-by-name", "--dns-name", domain, "--max-items", "20"];
  const { value, failure } = await ask(args, zonesByName);
  if (failure !== undefined) return { failure };
  // The list starts at this name and goes on with whatever comes after it.
  const named = value.HostedZones.filter(({ Name }) => comparableName(Name) === comparableName(domain));
  return { value: named.filter(({ Config }) => Config?.PrivateZone !== true).map(({ Id }) => Id) };
}

function comparable(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(comparableName))].toSorted();
}

function comparableName(domain: string): string {
  return domain.toLowerCase().replace(/\.$/, "");
}

const reasons = new Map<unknown, string>([
  ["ENOTFOUND", "the public DNS does not know this name"],
  ["ENODATA", "the public DNS has no name servers for it"],
  ["ETIMEOUT", "the public DNS did not answer in time"],
  ["ECONNREFUSED", "no DNS server can be reached from here"],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return reasons.get(code) ?? `the public DNS cannot be asked (${String(code ?? error)})`;
}
