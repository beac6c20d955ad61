import type { Props } from "../../policies/read";
import type { Range } from "./ranges";

export interface Port {
  readonly number: number;
  readonly protocol: string;
  /** What a container calls it. */
  readonly name?: string;
}

/** Pods that policies cannot tell from each other. */
export interface Pods {
  readonly kind: "pods";
  readonly name: string;
  readonly namespace: string;
  /** Whether the stack itself makes them. */
  readonly own: boolean;
  /** Undefined where somebody else makes the pods, as Helm does: they may have any. */
  readonly labels: Props | undefined;
  /** Ports that their containers name; undefined where they are not known. */
  readonly ports: readonly Port[] | undefined;
  /** Where their addresses are from; empty where nobody is to be taken for them by an address. */
  readonly ranges: readonly Range[];
}

/** What is not in the cluster. */
export interface Place {
  readonly kind: "place";
  readonly name: string;
  readonly ranges: readonly Range[];
  /** Where it answers; undefined where it may be anywhere; empty where it only calls. */
  readonly ports: readonly Port[] | undefined;
  /** Whether it calls pods of itself. */
  readonly calls: boolean;
}

export type Party = Pods | Place;

/** Labels of a namespace, by its name. */
export type NamespaceLabels = ReadonlyMap<string, Props>;
