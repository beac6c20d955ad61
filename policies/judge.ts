import { compareText } from "./order";
import { exceptionFor, type Exception } from "./exception";
import type { Finding } from "./finding";
import type { Judged, Policy, Violation } from "./policy";

/** Whether a policy judges a resource of this type. */
export function appliesTo(policy: Policy, type: string): boolean {
  return policy.appliesTo === "every type" || policy.appliesTo.includes(type);
}

/** A stack that protects one resource means to keep its data. */
export function isProtected(resources: readonly Pick<Judged, "protect">[]): boolean {
  return resources.some(({ protect }) => protect);
}

/** Why a policy has nothing to say about these resources; undefined where it judges them. */
export function notApplicableReason(policy: Policy, resources: readonly Judged[]): string | undefined {
  if (!resources.some(({ type }) => appliesTo(policy, type))) {
    return policy.appliesTo === "every type"
      ? "there is no resource"
      : `no resource of type ${policy.appliesTo.join(", ")}`;
  }
  const asked = policy.kind === "stack" ? policy.askedOf : undefined;
  const is = isProtected(resources) ? "protected stacks" : "disposable stacks";
  return asked === undefined || asked === is ? undefined : `asked of ${asked} only`;
}

export function violationsOf(policy: Policy, resources: readonly Judged[]): readonly Violation[] {
  return policy.kind === "stack"
    ? policy.check(resources)
    : resources.filter(({ type }) => appliesTo(policy, type)).flatMap((resource) => policy.check(resource));
}

/** What policies find in a stack, sorted by policy, then by URN. A policy without a subject never counts as passed. */
export function judge(
  resources: readonly Judged[],
  policies: readonly Policy[],
  exceptions: readonly Exception[],
): readonly Finding[] {
  return policies
    .flatMap((policy): readonly Finding[] => {
      const common = { policy: policy.id, severity: policy.severity };
      const reason = notApplicableReason(policy, resources);
      if (reason !== undefined) {
        const message = `not judged: ${policy.requirement}`;
        return [{ ...common, urn: null, path: null, message, status: "notApplicable", reason }];
      }
      return violationsOf(policy, resources).map(({ urn, path, message }): Finding => {
        const exception = exceptionFor(exceptions, policy.id, urn);
        return exception === undefined
          ? { ...common, urn, path, message, status: "open", reason: null }
          : { ...common, urn, path, message, status: "excepted", reason: exception.reason };
      });
    })
    .toSorted(
      (a, b) =>
        compareText(a.policy, b.policy) ||
        compareText(a.urn ?? "", b.urn ?? "") ||
        compareText(a.path ?? "", b.path ?? "") ||
        compareText(a.message, b.message),
    );
}

/** Whether a finding must be mended or excepted before the stack may be deployed. */
export function isMandatory(
  { severity, status }: Pick<Finding, "severity" | "status">,
  { protect }: { readonly protect: boolean },
): boolean {
  if (status !== "open") return false;
  return severity === "critical" || severity === "high" || (severity === "medium" && protect);
}
