import { includes } from "./glob";
import { partsOf } from "./urn";

/** A violation that is accepted, and why. */
export interface Exception {
  readonly policy: string;
  /** Only resources of this type; absent: of any. */
  readonly type?: string;
  /** Logical name; `*` stands for any characters. */
  readonly name: string;
  /** Why it is accepted, and what protects instead: it is shown beside the finding. */
  readonly reason: string;
}

/** The exception that covers a policy's violation by the resource with this URN. */
export function exceptionFor(
  exceptions: readonly Exception[],
  policy: string,
  urn: string,
): Exception | undefined {
  const { type, name } = partsOf(urn);
  return exceptions.find(
    (one) =>
      one.policy === policy && (one.type === undefined || one.type === type) && includes(one.name, name),
  );
}
