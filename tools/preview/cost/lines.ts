import type { OperationsSettings } from "../../../components/operations/settings";
import type { Resource } from "../../offline/resource";
import type { PriceKey } from "./price-book";

/** What a stack file expects to use in a month. */
export type Usage = OperationsSettings["usage"];

/** One thing to pay for. */
export interface Line {
  readonly what: string;
  /** Null where it costs something that the price book does not have. */
  readonly price: PriceKey | null;
  /** Units in a month; null where the stack file does not state the usage, or the resource does not tell. */
  readonly quantity: number | null;
  readonly kind: "fixed" | "usage";
}

/** What a resource is priced with: itself, the others of its stack, and the stated usage. */
export interface Priced {
  readonly resource: Resource;
  readonly resources: readonly Resource[];
  readonly usage: Usage;
}

/** What a type of resource is paid for with, line by line. */
export type Pricer = (priced: Priced) => readonly Line[];

/** AWS's own figure for a month in its examples and its calculator. */
export const hoursPerMonth = 730;

/** The share of one resource in a usage that is stated for all resources like it. */
export function shareAmong(resources: readonly Resource[], like: (resource: Resource) => boolean): number {
  return 1 / resources.filter(like).length;
}

/** How a line says how many of a thing there are; nothing where that is not known. */
export function times(count: number | null | undefined): string {
  return count === undefined || count === null ? "" : ` × ${String(count)}`;
}

export function fixed(what: string, price: PriceKey | null, quantity: number | null): Line {
  return { what, price, quantity, kind: "fixed" };
}

/** A line that depends on use; where none is stated it has no quantity, nothing is guessed. */
export function used(what: string, price: PriceKey | null, stated: number | undefined, factor = 1): Line {
  return { what, price, quantity: stated === undefined ? null : stated * factor, kind: "usage" };
}
