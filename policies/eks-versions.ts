import { checkedOn, kubernetesVersions } from "../components/cluster/versions";

/**
 * Versions of Kubernetes that EKS offers, and the last day of their standard support:
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 *
 * Everything is compared with the day the table was read, never with the clock, so that a verdict changes only with
 * the table or with the stack.
 */
export const eksVersions = {
  readOn: checkedOn,
  standardUntil: Object.fromEntries(
    Object.entries(kubernetesVersions).map(([version, { standardSupportEnds }]) => [
      version,
      standardSupportEnds,
    ]),
  ) as Readonly<Record<string, string>>,
} as const;

/** Days of standard support that a version must have left: an upgrade of a cluster with its nodes takes weeks. */
const daysToUpgrade = 30;

const day = 24 * 60 * 60 * 1000;

/** The number after `1.`; NaN for what is no version. */
export function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1] ?? NaN);
}

/** What is wrong with a version, in words; undefined where it is supported for long enough. */
export function versionProblem(version: string): string | undefined {
  const until = eksVersions.standardUntil[version];
  const known = `EKS offers ${Object.keys(eksVersions.standardUntil).join(", ")}`;
  if (until === undefined)
    return `is not in the table of versions, which was read on ${eksVersions.readOn}: ${known}`;
  return Date.parse(until) - Date.parse(eksVersions.readOn) < daysToUpgrade * day
    ? `leaves standard support on ${until}; upgrade to a later one, or pay for it (urr:cluster.extendedSupport)`
    : undefined;
}

/** Whether EKS runs clusters of that version at all. */
export function isOffered(version: string): boolean {
  return eksVersions.standardUntil[version] !== undefined;
}

/** Whether a version had lost standard support when the table was read; of one that is not in it, its age tells. */
export function isOutOfStandardSupport(version: string): boolean {
  const until = eksVersions.standardUntil[version];
  if (until !== undefined) return until < eksVersions.readOn;
  const oldest = Math.min(...Object.keys(eksVersions.standardUntil).map(minorOf));
  return minorOf(version) < oldest;
}

const freshDays = 90;

/** Whether to read the table again. Advice for whoever keeps it; no verdict hangs on it. */
export function versionsAreStale(today: Date): boolean {
  return today.getTime() - Date.parse(eksVersions.readOn) > freshDays * day;
}
