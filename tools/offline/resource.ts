/** One resource as the engine would see it, and what the offline monitor answered. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  /** URN of the parent; null for the stack itself. */
  readonly parent: string | null;
  /** `derived` where a packaged component creates it and not our program. */
  readonly origin: "program" | "derived";
  readonly custom: boolean;
  readonly remote: boolean;
  readonly protect: boolean;
  /** Reference of the explicit provider, `urn::id`; null where it is the default one. */
  readonly provider: string | null;
  readonly dependencies: readonly string[];
  /** What the provider would receive, without marks; secrets are named in `secretPaths`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly secretPaths: readonly string[];
  /** Outputs that are secret though no input is. */
  readonly secretOutputs: readonly string[];
  readonly ignoreChanges: readonly string[];
  /** What makes it anew on the program's own word, whatever the provider could change in place. */
  readonly replaceOnChanges: readonly string[];
  readonly deletedWith: string | null;
  /** Whether it stays where it is when the program no longer names it. */
  readonly retainOnDelete: boolean;
  /** Null in preview mode and for components. */
  readonly id: string | null;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export const stackType = "pulumi:pulumi:Stack";

/** The engine's rule: the types of all ancestors but the stack, joined by `$`, stand before the own type. */
export function urnOf(
  at: { readonly project: string; readonly stack: string },
  parent: string | null,
  type: string,
  name: string,
): string {
  const parentTypes = parent?.split("::")[2] ?? stackType;
  const qualified = parentTypes === stackType ? type : `${parentTypes}$${type}`;
  return `urn:pulumi:${at.stack}::${at.project}::${qualified}::${name}`;
}
