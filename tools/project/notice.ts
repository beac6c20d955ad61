import { operatorSecretNames, operatorSecrets, secretKey } from "../../infra/operator-secrets";
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

/**
 * What is off for want of a secret.
 *
 * @param given the operator's secrets that the stack file has.
 */
export function featuresOff(given: readonly string[]): readonly Finding[] {
  return operatorSecretNames
    .filter((name) => !given.includes(name))
    .map((name) => {
      const message = `is not set, so what needs it is off: ${operatorSecrets[name].replace(/\.$/, "")}`;
      return notice("feature-off", secretKey(name), message);
    });
}
