import { formatPath, type Problem } from "./problems";
import type { EnvironmentSettings } from "./environment";

/** Names that RFC 2606 and RFC 6761 keep out of the public DNS. */
const reserved = /(^|\.)(example\.(com|net|org)|example|test|invalid|localhost|local)$/;

export function isReservedDomain(domain: string): boolean {
  return reserved.test(domain);
}

/** What a preview without an account may leave open and a deployment must not. */
export function deploymentProblems({
  environment,
}: {
  readonly environment: Pick<EnvironmentSettings, "domain" | "accountId">;
}): Problem[] {
  const problems: Problem[] = [];
  if (isReservedDomain(environment.domain)) {
    problems.push({
      path: formatPath(["urr:environment", "domain"]),
      message: `is ${environment.domain}, which is reserved for examples: nobody can prove to own it`,
      example: "a domain whose name servers you set",
    });
  }
  if (environment.accountId === undefined) {
    problems.push({
      path: formatPath(["urr:environment", "accountId"]),
      message: "is required by a deployment, so that it cannot reach another account",
      example: '"123456789012"',
    });
  }
  return problems;
}
