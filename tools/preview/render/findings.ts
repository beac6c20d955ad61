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

/** One line for what a policy says in the same words of many: `network-vpc-app-1 and 14 more`. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, ({ policy, message }) => `${policy} ${message}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { urn, path, message, policy, reason } = first;
    const subject = urn === null ? (path ?? "the stack") : partsOf(urn).name;
    const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
    return [{ subject: `${subject}${more}`, message, policy, reason }];
  });
}

/** What the policies found, the gravest first, and what is excepted and why; what is not applicable is counted. */
export function renderFindings(preview: StackPreview): string {
  const { mandatory, advisory, notices, excepted, notApplicable } = weigh(preview);
  const lines = (mark: string, findings: readonly Finding[]) =>
    groupFindings(findings).map(({ subject, message, policy, reason }) => {
      const why = reason === null ? "" : `. Excepted: ${reason}`;
      return `  ${mark} ${subject} ${message}${why} ${paint("dim", `(${policy})`)}`;
    });
  const policies = notApplicable.length === 1 ? "1 policy" : `${String(notApplicable.length)} policies`;
  return [
    `${plural(mandatory.length, "finding")} mandatory, ${String(advisory.length)} advisory, ${String(excepted.length)} excepted; ${policies} not applicable`,
    ...lines(paint("red", "✗"), mandatory),
    ...lines(paint("yellow", "!"), advisory),
    ...lines(paint("cyan", "i"), notices),
    ...lines(paint("dim", "·"), excepted),
  ].join("\n");
}
