import { selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site } from "../site";
import { dns } from "./openings";
import { networkPolicy } from "./policy";

/** Lets whoever sets the databases up get to them. */
export function databaseJobPolicy({ namespace, ways }: Site, app: string): Manifest {
  return networkPolicy({
    name: `allow-${app}-egress`,
    ...{ namespace, subject: selects(app), to: [dns, ways.postgres] },
  });
}
