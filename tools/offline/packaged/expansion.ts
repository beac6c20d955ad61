/** A resource that a packaged component creates in its own process, out of the program's sight. */
export interface Child {
  readonly type: string;
  readonly name: string;
  /** Key of the child that is its parent; absent where the component itself is. */
  readonly under?: string;
  /** By which later children refer to it. */
  readonly key: string;
  /** Inputs, from the answers to the children before it, and to what the component was handed. */
  readonly inputs: (answers: Answers, outputsOf: OutputsOf) => Readonly<Record<string, unknown>>;
  /** Inputs whose later changes the component ignores. */
  readonly ignoreChanges?: readonly string[];
}

/** What was answered for a child. */
export interface ChildAnswer {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}
export type Answers = (key: string) => ChildAnswer;

/** What is known of a resource of the program, which a component is handed by its URN. */
export type OutputsOf = (urn: string) => Readonly<Record<string, unknown>>;

/** A packaged component opened: the children it creates and the outputs it gives back. */
export interface Expansion {
  readonly children: readonly Child[];
  readonly outputs: (answers: Answers) => Readonly<Record<string, unknown>>;
}

/** Opens one type of component, as the pinned version of its package would. */
export type Expand = (name: string, inputs: Readonly<Record<string, unknown>>) => Expansion;
