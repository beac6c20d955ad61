import { deploymentProblems } from "../../infra/deployment";
import { operatorSecretNames, operatorSecrets, secretKey } from "../../infra/config";
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

/** What stands around a stack file. */
export interface Surroundings {
  /** The file of the stack's inventory, relative to the project. */
  readonly inventoryFile: string;
  readonly inventory: "current" | "stale" | "missing";
  readonly stalePrices: readonly string[];
}

/** What is open without being wrong: left for a deployment, a feature that is off, data that has grown old. */
export function notices(
  { environment, operations, secrets }: Settings,
  { inventoryFile, inventory, stalePrices }: Surroundings,
): readonly Finding[] {
  const found: Finding[] = [];
  const open = deploymentProblems({ environment, operations }).map(({ path }) => path);
  if (open.length > 0) {
    found.push(notice("deployment-needs-settings", open.join(" and "), "must be set before a deployment"));
  }
  if (operations.alarmEmail === undefined && !open.includes("urr:operations.alarmEmail")) {
    const message = "is not set, so that nobody is told of an alarm";
    found.push(notice("alarms-reach-nobody", "urr:operations.alarmEmail", message));
  }
  for (const name of operatorSecretNames.filter((one) => !secrets.includes(one))) {
    const message = `is not set, so what needs it is off: ${operatorSecrets[name].replace(/\.$/, "")}`;
    found.push(notice("feature-off", secretKey(name), message));
  }
  if (inventory !== "current") {
    const message = `is ${inventory === "stale" ? "not current" : "not there"}; \`npm run inventory\` writes it`;
    found.push(notice(`inventory-${inventory}`, inventoryFile, message));
  }
  if (stalePrices.length > 0) {
    const message = `were read more than 90 days ago: ${stalePrices.join(", ")}`;
    found.push(notice("prices-stale", "tools/preview/cost/prices.json", message));
  }
  return found;
}
