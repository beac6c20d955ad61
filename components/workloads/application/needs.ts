import type { Site } from "../site";
import type { Workload } from "../workload";

/** The payment provider is out there; and S3 answers at public addresses, by whichever way. */
export function callsInternet({ internet, secrets, uploads }: Workload, { payments, ways }: Site): boolean {
  return internet || (secrets.includes("tossClientKey") && payments) || (uploads && ways.aws !== undefined);
}

/** Whether a service has rights on AWS, and so must get to where they are given. */
export function asksAws(workload: Workload, site: Site): boolean {
  if (site.ways.aws === undefined) return false;
  return (
    workload.uploads ||
    site.senders.includes(workload.shortName) ||
    (workload.kafka !== undefined && site.managed.kafka) ||
    (workload.admits === true && site.waitingRoom)
  );
}
