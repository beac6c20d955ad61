import { isMandatory } from "../../policies/judge";
import type { StackPreview } from "./document";
import type { Finding } from "../../policies/finding";

/** The findings that must be mended or excepted before a stack may be deployed. */
export function mandatoryFindings(preview: StackPreview): readonly Finding[] {
  // A stack that guards its data asks for more: findings of medium severity count as well.
  const protect = preview.resources.some((resource) => resource.protect);
  return preview.findings.filter((finding) => isMandatory(finding, { protect }));
}
