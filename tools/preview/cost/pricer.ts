import type { Resource } from "../../offline/resource";
import type { PriceKey } from "./price-book";

/** 365 days of 24 hours in twelve parts: the month that AWS itself multiplies hourly prices with. */
export const hoursInMonth = 730;

/**
 * What a stack expects to use in a month.
 *
 * Every key is read from `urr:operations.usage`; one that its schema does not have yet is never stated, so what it
 * would price stays open.
 */
export type Usage = Readonly<Partial<Record<UsageKey, number | undefined>>>;

export const usageKeys = [
  "natGb",
  "endpointGb",
  "internetOutGb",
  "flowLogGb",
  "logIngestGb",
  "logStoredGb",
  "logArchiveGb",
  "archiveWrites",
  "kmsRequests",
  "secretCalls",
  "notifications",
] as const;
export type UsageKey = (typeof usageKeys)[number];

/** A line of a bill before its price is looked up. */
export interface Line {
  readonly what: string;
  /** Null where the book has no price for it. */
  readonly price: PriceKey | null;
  /** In units of the price; null where nobody states it. */
  readonly quantity: number | null;
  readonly kind: "fixed" | "usage";
}

export interface Context {
  readonly resources: readonly Resource[];
  readonly usage: Usage;
}

/** What one resource costs, by its own inputs, the stated usage and the resources it shares that usage with. */
export type Pricer = (resource: Resource, context: Context) => readonly Line[];

export function fixed(what: string, price: PriceKey | null, quantity: number | null): Line {
  return { what, price, quantity, kind: "fixed" };
}

/** A stated usage in units of a price, e.g. requests in tens of thousands; null stays null. */
export function used(what: string, price: PriceKey | null, amount: number | null, amountInUnit = 1): Line {
  return { what, price, quantity: amount === null ? null : amount / amountInUnit, kind: "usage" };
}

/** One resource's part of a usage that is stated for all of its kind: equal parts, so that they add up to it. */
export function partOf(
  { resources, usage }: Context,
  key: UsageKey,
  isConsumer: (resource: Resource) => boolean,
): number | null {
  const stated = usage[key];
  return stated === undefined ? null : stated / resources.filter(isConsumer).length;
}

export function ofType(type: string): (resource: Resource) => boolean {
  return (resource) => resource.type === type;
}
