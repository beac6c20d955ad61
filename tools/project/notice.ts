import type { Problem } from "../../infra/problems";
import type { Finding } from "../../policies/finding";

/** Something a reader should know of and that is not wrong. */
export function notice(policy: string, path: string, message: string): Finding {
  return { policy, severity: "info", urn: null, path, message, status: "open", reason: null };
}

/** What a deployment would refuse. */
export function openForDeployment(problems: readonly Problem[]): readonly Finding[] {
  return problems.map(({ path, message }) => notice("deployment-needs-settings", path, message));
}
