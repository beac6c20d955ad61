import { isReservedDomain } from "../infra/deployment";
import { formatPath, type Problem } from "../infra/problems";
import type { GithubSettings } from "./access/github-settings";
import type { AccountSettings } from "./account/settings";
import type { DnsSettings } from "./dns/settings";

/** The parts of the stack file that could be read. */
interface Readable {
  readonly account?: Pick<AccountSettings, "id" | "alarmEmail">;
  readonly dns?: Pick<DnsSettings, "zones">;
  readonly github?: Pick<GithubSettings, "repository" | "ownerId" | "repositoryId">;
}

/** What a preview without an account may leave open and a deployment must not. */
export function deploymentProblems({ account, dns, github }: Readable): readonly Problem[] {
  const zones = Object.entries(dns?.zones ?? {});
  const reserved = zones.filter(([domain]) => isReservedDomain(domain));
  const signs = zones.some(([, { dnssec }]) => dnssec);
  const problems: Problem[] = [];
  const add = (path: readonly string[], message: string, example: string) => {
    problems.push({ path: formatPath(path), message, example });
  };
  if (account !== undefined && account.id === undefined) {
    const message = "is required by a deployment, so that it cannot reach another account";
    add(["urr:account", "id"], message, '"123456789012"');
  }
  if (signs && account !== undefined && account.alarmEmail === undefined) {
    const message = "is required where a zone is signed: a key that nobody renews takes the domain down";
    add(["urr:account", "alarmEmail"], message, "oncall@your-domain.com");
  }
  for (const [domain] of reserved) {
    const message = "is reserved for examples: nobody can prove to own it";
    add(["urr:dns", "zones", domain], message, "a domain whose name servers you set");
  }
  if (github?.repository.startsWith("example-org/") === true) {
    const message = "is the example's, and its owner would be trusted with the account";
    add(["urr:github", "repository"], message, "your own owner/name");
  }
  for (const key of ["ownerId", "repositoryId"] as const) {
    if (github === undefined || github[key] !== undefined) continue;
    const message = "is required by a deployment, so that nobody who takes over the name is trusted";
    const field = key === "ownerId" ? ".owner.id" : ".id";
    add(["urr:github", key], message, `what \`gh api repos/${github.repository} --jq ${field}\` prints`);
  }
  return problems;
}
