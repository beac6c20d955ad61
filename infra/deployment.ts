import { formatPath, type Problem } from "./problems";
import type { ClusterSettings } from "../components/cluster/settings";
import type { EdgeSettings } from "../components/edge/settings";
import type { OperationsSettings } from "../components/operations/settings";
import type { EnvironmentSettings } from "./environment";

/** Names that RFC 2606 and RFC 6761 keep out of the public DNS. */
const reserved = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost|local)$/;

export function isReservedDomain(domain: string): boolean {
  return reserved.test(domain);
}

/** Networks that RFC 5737 keeps for documentation. */
const documentation = /^(192\.0\.2|198\.51\.100|203\.0\.113)\./;

/** The parts of a stack file that could be read. */
interface Readable {
  readonly environment?: Pick<EnvironmentSettings, "domain" | "accountId" | "protect">;
  readonly cluster?: Pick<ClusterSettings, "api">;
  readonly operations?: Pick<OperationsSettings, "alarmEmail">;
  readonly edge?: Pick<EdgeSettings, "allowCidrs" | "zone">;
}

/** What a preview without an account may leave open and a deployment must not. */
export function deploymentProblems({ cluster, edge, environment, operations }: Readable): Problem[] {
  const problems: Problem[] = [];
  if (environment !== undefined && isReservedDomain(environment.domain)) {
    problems.push({
      path: formatPath(["urr:environment", "domain"]),
      message: `is ${environment.domain}, which is reserved for examples: nobody can prove to own it`,
      example: "a domain whose name servers you set",
    });
  }
  if (environment !== undefined && environment.accountId === undefined) {
    problems.push({
      path: formatPath(["urr:environment", "accountId"]),
      message: "is required by a deployment, so that it cannot reach another account",
      example: '"123456789012"',
    });
  }
  if (environment?.protect === true && operations !== undefined && operations.alarmEmail === undefined) {
    problems.push({
      path: formatPath(["urr:operations", "alarmEmail"]),
      message: "is required where data is protected: else an alarm reaches nobody",
      example: "oncall@example.com",
    });
  }
  cluster?.api.publicCidrs.forEach((cidr, index) => {
    if (!documentation.test(cidr)) return;
    problems.push({
      path: formatPath(["urr:cluster", "api", "publicCidrs", index]),
      message: `is ${cidr}, which is reserved for examples: the API would answer nobody`,
      example: "the network that deployments come from",
    });
  });
  edge?.allowCidrs.forEach((cidr, index) => {
    if (!documentation.test(cidr)) return;
    problems.push({
      path: formatPath(["urr:edge", "allowCidrs", index]),
      message: `is ${cidr}, which is reserved for examples: the site would answer nobody`,
      example: "the network that visitors come from",
    });
  });
  if (edge?.zone !== undefined && isReservedDomain(edge.zone)) {
    problems.push({
      path: formatPath(["urr:edge", "zone"]),
      message: `is ${edge.zone}, which is reserved for examples: there is no such hosted zone`,
      example: "the zone that bootstrap has made",
    });
  }
  return problems;
}
