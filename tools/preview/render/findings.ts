import type { Finding } from "../../../policies/finding";
import type { StackPreview } from "../document";
import { mandatoryFindings } from "../mandatory";
import { paint } from "./style";
import { countFindings, nameIn, plural } from "./words";

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
    const subject = urn === null ? (path ?? "the stack") : nameIn(urn);
    const more = others.length === 0 ? "" : ` and ${String(others.length)} more`;
    return [{ subject: `${subject}${more}`, message, policy, reason }];
  });
}

/** What the policies found, the gravest first, and what is excepted and why; what is not applicable is counted. */
export function renderFindings(preview: StackPreview): string {
  const mandatory = new Set(mandatoryFindings(preview));
  const open = preview.findings.filter(({ status }) => status === "open");
  const lines = (mark: string, findings: readonly Finding[]) =>
    groupFindings(findings).map(({ subject, message, policy, reason }) => {
      const why = reason === null ? "" : ` Excepted: ${reason}`;
      return `  ${mark} ${subject} ${message}${why === "" ? "" : "."}${why} ${paint("dim", `(${policy})`)}`;
    });
  const counts = countFindings(preview);
  const policies = counts.notApplicable === 1 ? "1 policy" : `${String(counts.notApplicable)} policies`;
  const summary = `${plural(counts.mandatory, "finding")} mandatory, ${String(counts.advisory)} advisory, ${String(counts.excepted)} excepted; ${policies} not applicable`;
  return [
    summary,
    ...lines(
      paint("red", "✗"),
      open.filter((finding) => mandatory.has(finding)),
    ),
    ...lines(
      paint("yellow", "!"),
      open.filter((finding) => !mandatory.has(finding) && finding.severity !== "info"),
    ),
    ...lines(
      paint("cyan", "i"),
      open.filter(({ severity }) => severity === "info"),
    ),
    ...lines(
      paint("dim", "·"),
      preview.findings.filter(({ status }) => status === "excepted"),
    ),
  ].join("\n");
}
