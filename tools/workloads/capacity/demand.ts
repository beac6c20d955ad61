/** What pods ask for. */
export interface Requests {
  /** Thousandths of a processor. */
  readonly cpuMillis: number;
  readonly memoryMib: number;
}

/** Pods of one kind, and what each of them asks for. */
export interface Demand extends Requests {
  readonly name: string;
  /** Pods where nothing happens, and under the highest load; as many as there are nodes where it is `everyNode`. */
  readonly count: { readonly atRest: number; readonly atMost: number } | "everyNode";
}

/** What is known of pods that somebody else makes, and what is not. */
export interface Counted {
  readonly demands: readonly Demand[];
  /** Releases and add-ons of which it is not known what they ask for. */
  readonly uncounted: readonly string[];
}

export const always = (count: number) => ({ atRest: count, atMost: count });

/** What is asked for together. */
export function sum(all: readonly Requests[]): Requests {
  return {
    cpuMillis: all.reduce((total, { cpuMillis }) => total + cpuMillis, 0),
    memoryMib: all.reduce((total, { memoryMib }) => total + memoryMib, 0),
  };
}
