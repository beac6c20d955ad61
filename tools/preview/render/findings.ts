import type { StackPreview } from "../document";
import type { Finding } from "../../../policies/finding";
import { mandatoryFindings } from "../mandatory";
import { paint } from "./style";
import { countFindings, plural } from "./words";

function line(mark: string, finding: Finding, names: ReadonlyMap<string, string>): string {
  const subject = finding.urn === null ? (finding.path ?? "stack") : (names.get(finding.urn) ?? finding.urn);
  const controls = paint("dim", `(${finding.policy})`);
  return `  ${mark} ${subject} ${finding.message} ${controls}`;
}

/** What the policies found, the gravest first; what is excepted or not applicable is counted. */
export function renderFindings(preview: StackPreview): string {
  const names = new Map(preview.resources.map(({ urn, name }) => [urn, name]));
  const mandatory = new Set(mandatoryFindings(preview));
  const open = preview.findings.filter(({ status }) => status === "open");
  const lines = [
    ...open
      .filter((finding) => mandatory.has(finding))
      .map((finding) => line(paint("red", "✗"), finding, names)),
    ...open
      .filter((finding) => !mandatory.has(finding) && finding.severity !== "info")
      .map((finding) => line(paint("yellow", "!"), finding, names)),
    ...open
      .filter(({ severity }) => severity === "info")
      .map((finding) => line(paint("cyan", "i"), finding, names)),
  ];
  const counts = countFindings(preview);
  const summary = [
    plural(counts.mandatory, "mandatory finding"),
    `${String(counts.advisory)} advisory`,
    `${String(counts.excepted)} excepted with a reason`,
    plural(counts.notApplicable, "policy").replace("policys", "policies") + " not applicable",
  ].join(", ");
  return [`Findings: ${summary}`, ...lines].join("\n");
}
