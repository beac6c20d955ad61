import type { Finding } from "../../../policies/finding";
import { partsOf } from "../../../policies/urn";
import type { StackPreview } from "../document";
import { weigh } from "../weight";
import { paint } from "./style";
import { plural } from "./words";

/** Findings that say the same of several subjects. */
export interface FindingGroup {
  readonly subject: string;
  readonly message: string;
  readonly policy: string;
  readonly reason: string | null;
}

/**
 * One line for what is accepted for one reason: the first of it, and how much more there is. Who wants each of them
 * finds it in the JSON.
 */
function groupExcepted(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ policy, reason }) => `${policy} ${String(reason)}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = groupFindings(group);
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : `, and ${String(others.length)} the like`;
    return [{ ...first, message: `${first.message}${more}` }];
  });
}

/** One line for what a policy says in the same words of many: `network-vpc-app-1 (and 14 more): mapPublicIpOnLaunch`. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ policy, message }) => `${policy} ${message}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { urn, path, message, policy, reason } = first;
    const subject = urn === null ? (path ?? "the stack") : partsOf(urn).name;
    const more = others.length === 0 ? "" : ` (and ${String(others.length)} more)`;
    const property = urn === null || path === null ? "" : `: ${path}`;
    return [{ subject: `${subject}${more}${property}`, message, policy, reason }];
  });
}

/** What the policies found, the gravest first, and what is excepted and why; what is not applicable is counted. */
export function renderFindings(preview: StackPreview): string {
  const { mandatory, advisory, notices, excepted, notApplicable } = weigh(preview);
  const lines = (mark: string, groups: readonly FindingGroup[]) =>
    groups.map(({ subject, message, policy, reason }) => {
      const why = reason === null ? "" : `. Excepted: ${reason}`;
      return `  ${mark} ${subject} ${message}${why} ${paint("dim", `(${policy})`)}`;
    });
  const policies = notApplicable.length === 1 ? "1 policy" : `${String(notApplicable.length)} policies`;
  return [
    `${plural(mandatory.length, "finding")} mandatory, ${String(advisory.length)} advisory, ${String(excepted.length)} excepted; ${policies} not applicable`,
    ...lines(paint("red", "✗"), groupFindings(mandatory)),
    ...lines(paint("yellow", "!"), groupFindings(advisory)),
    ...lines(paint("cyan", "i"), groupFindings(notices)),
    ...lines(paint("dim", "·"), groupExcepted(excepted)),
  ].join("\n");
}
