import type { ApplicationSecret } from "../catalogue/service";
import type { Site } from "../site";
import type { Workload } from "../workload";
import { secretKeys } from "./keys";
import type { Variable } from "./variable";

/** By the names under which the services know them; where these are not documented, by Spring's own. */
const names = {
  jwt: "JWT_SECRET",
  internalApiToken: "INTERNAL_API_TOKEN",
  queueEntryToken: "QUEUE_ENTRY_TOKEN_SECRET",
  tossClientKey: "TOSS_CLIENT_KEY",
} as const satisfies Readonly<Record<ApplicationSecret, string>>;

/** Of the secrets those that a service needs, one by one. */
export function secretVariables({ secrets }: Workload, { payments }: Site): readonly Variable[] {
  return secrets
    .filter((secret) => secret !== "tossClientKey" || payments)
    .map((secret) => ({ name: names[secret], secretKey: secretKeys[secret] }));
}
