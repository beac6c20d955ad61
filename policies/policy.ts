export type Severity = "critical" | "high" | "medium" | "low";

/** A resource as a policy sees it: the same in the offline preview, in the tests and on the engine. */
export interface Judged {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Physical id; undefined while it is unknown. */
  readonly id: string | undefined;
  readonly protect: boolean;
  /** The explicit provider, a reference that begins with its URN; null where it is the default one. */
  readonly provider: string | null;
  /** Inputs, and outputs where they are known. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Where in `props` secrets are; absent on the engine, which takes the marks off before a policy sees them. */
  readonly secretPaths?: readonly string[];
}

export interface Violation {
  readonly urn: string;
  /** The property, e.g. `policy` or `tags.Name`; null where it is the resource as a whole. */
  readonly path: string | null;
  /** What is wrong and what would be right, to be read after the resource's name. Never a value that may be secret. */
  readonly message: string;
}

/** A resource in an example; what is not said does not matter to the policy. */
export interface ExampleResource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly protect?: boolean;
  readonly provider?: string;
  readonly secretPaths?: readonly string[];
}

interface PolicyBase {
  /** Kebab case, unique, begins with what it is about: `network-subnets-overlap`. */
  readonly id: string;
  /** One sentence that says what must hold. */
  readonly requirement: string;
  /** Ids of the controls and validity rules it carries out, e.g. `EC2.2`, `nag:VPC7`, `CNET-01`, `V-10`. */
  readonly controls: readonly string[];
  readonly severity: Severity;
  /** Types without which the policy has nothing to judge. */
  readonly appliesTo: readonly string[] | "every type";
  /** Stacks that break it, each reported at least once. */
  readonly violatedBy: readonly (readonly ExampleResource[])[];
  /** A stack that keeps it and that it applies to. */
  readonly keptBy: readonly ExampleResource[];
}

/** Judged on one resource at a time, and only on those it applies to: the engine stops before it is created. */
export interface ResourcePolicy extends PolicyBase {
  readonly kind: "resource";
  readonly check: (resource: Judged) => readonly Violation[];
}

/** Judged on all resources together. */
export interface StackPolicy extends PolicyBase {
  readonly kind: "stack";
  /**
   * Where the policy asks for what costs money, or for saving it: stacks that protect their data, or those that do
   * not. Absent: everywhere.
   */
  readonly askedOf?: "protected stacks" | "disposable stacks";
  readonly check: (resources: readonly Judged[]) => readonly Violation[];
}

export type Policy = ResourcePolicy | StackPolicy;
