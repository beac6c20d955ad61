import type { Finding } from "../../policies/finding";
import { isMandatory } from "../../policies/judge";
import type { StackPreview } from "./document";

/** The findings of a stack by what they ask of a reader. */
export interface WeighedFindings {
  /** Must be mended or excepted before the stack may be deployed. */
  readonly mandatory: readonly Finding[];
  readonly advisory: readonly Finding[];
  readonly notices: readonly Finding[];
  readonly excepted: readonly Finding[];
  readonly notApplicable: readonly Finding[];
}

export function weigh({ resources, findings }: StackPreview): WeighedFindings {
  // A stack that guards its data asks for more: findings of medium severity count as well.
  const protect = resources.some((resource) => resource.protect);
  const open = findings.filter(({ status }) => status === "open");
  const lighter = open.filter((finding) => !isMandatory(finding, { protect }));
  return {
    mandatory: open.filter((finding) => isMandatory(finding, { protect })),
    advisory: lighter.filter(({ severity }) => severity !== "info"),
    notices: lighter.filter(({ severity }) => severity === "info"),
    excepted: findings.filter(({ status }) => status === "excepted"),
    notApplicable: findings.filter(({ status }) => status === "notApplicable"),
  };
}
