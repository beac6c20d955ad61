import { selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site } from "../site";
import { dns, internet, podIdentity } from "./openings";
import { networkPolicy } from "./policy";

/** Lets whoever sets the databases up get to them. */
export function databaseJobPolicy({ namespace, ways }: Site, app: string): Manifest {
  return networkPolicy({
    name: `allow-${app}-egress`,
    ...{ namespace, subject: selects(app), to: [dns, ways.postgres] },
  });
}

/** Lets pods of the ticket worker, and what compares seat maps for them, get to their stores and to AWS. */
export function workerPolicies({ namespace, ways }: Site, apps: readonly string[]): readonly Manifest[] {
  const aws = ways.aws === undefined ? [] : [podIdentity, ways.aws];
  return apps.map((app) =>
    networkPolicy({
      name: `allow-${app}-egress`,
      ...{ namespace, subject: selects(app) },
      // DynamoDB, which has the waiting room's visits, answers at public addresses, by whichever way.
      to: [dns, ways.postgres, ways.redis, ...aws, internet],
    }),
  );
}
