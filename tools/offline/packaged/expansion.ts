/** A resource that a packaged component creates in its own process, out of the program's sight. */
export interface Child {
  readonly type: string;
  readonly name: string;
  /** Key of the child that is its parent; absent where the component itself is. */
  readonly under?: string;
  /** By which later children refer to it. */
  readonly key: string;
  /** Inputs, from the answers to the children before it. */
  readonly inputs: (answers: Answers) => Readonly<Record<string, unknown>>;
}

/** What was answered for a child. */
export interface ChildAnswer {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}
export type Answers = (key: string) => ChildAnswer;

/** A packaged component opened: the children it creates and the outputs it gives back. */
export interface Expansion {
  readonly children: readonly Child[];
  readonly outputs: (answers: Answers) => Readonly<Record<string, unknown>>;
}

/** Opens one type of component, as the pinned version of its package would. */
export type Expand = (name: string, inputs: Readonly<Record<string, unknown>>) => Expansion;
