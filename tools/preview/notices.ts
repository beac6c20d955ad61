import { isReservedDomain } from "../../infra/deployment";
import { operatorSecrets, type OperatorSecret } from "../../infra/config";
import type { Settings } from "../../infra/settings";
import type { Finding } from "../../policies/finding";

const notice = (policy: string, path: string, message: string): Finding => ({
  policy,
  severity: "info",
  urn: null,
  path,
  message,
  status: "open",
  reason: null,
});

/** What is open in a stack file without being wrong: left for a deployment, or a feature that is off. */
export function notices({ environment, operations, secrets }: Settings): readonly Finding[] {
  const found: Finding[] = [];
  const open = [
    ...(isReservedDomain(environment.domain) ? ["urr:environment.domain"] : []),
    ...(environment.accountId === undefined ? ["urr:environment.accountId"] : []),
  ];
  if (open.length > 0) {
    const message = "must be set before a deployment";
    found.push(notice("deployment-needs-settings", open.join(" and "), message));
  }
  if (operations.alarmEmail === undefined) {
    found.push(
      notice(
        "alarms-reach-nobody",
        "urr:operations.alarmEmail",
        "is not set, so that nobody is told of an alarm",
      ),
    );
  }
  for (const [key, description] of Object.entries(operatorSecrets)) {
    if (!secrets.includes(key.slice("urr:".length) as OperatorSecret)) {
      found.push(
        notice("feature-off", key, `is not set, so what needs it is off: ${description.replace(/\.$/, "")}`),
      );
    }
  }
  return found;
}
