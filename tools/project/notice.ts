import type { Problem } from "../../infra/problems";
import type { Finding } from "../../policies/finding";

/** Something a reader should know of and that is not wrong. */
export function notice(policy: string, path: string, message: string): Finding {
  return { policy, severity: "info", urn: null, path, message, status: "open", reason: null };
}

/** What a deployment would ask for, in one notice. */
export function openForDeployment(problems: readonly Problem[]): readonly Finding[] {
  if (problems.length === 0) return [];
  const paths = problems.map(({ path }) => path).join(" and ");
  return [notice("deployment-needs-settings", paths, "must be set before a deployment")];
}
