import type { Resource } from "../../offline/resource";
import type { Cost, CostItem } from "../document";
import { priceBook, priceOf } from "./price-book";
import { fixed, type Context, type Line, type Pricer, type Usage } from "./pricer";
import { freeTypes } from "./pricing/free";
import { networkPricers } from "./pricing/network";
import { operationsPricers } from "./pricing/operations";

export const pricers: Readonly<Record<string, Pricer>> = { ...networkPricers, ...operationsPricers };

/**
 * What a stack costs in a month, or null where there is no price book for its region.
 *
 * Nothing is guessed: an item without a confirmed price or without a stated usage has no amount and is counted in
 * `unpriced`. Amounts of items are exact to a millionth of a dollar; `fixed` and `usage` are rounded to cents once,
 * after adding up, and `monthly` is the sum of the two.
 */
export function estimate(resources: readonly Resource[], usage: Usage, region: string): Cost | null {
  if (region !== priceBook.region) return null;
  const context: Context = { resources, usage };
  const items = resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => linesOf(resource, context).map((line) => itemOf(resource.urn, line)))
    .toSorted(byUrnThenWhat);
  const sumOf = (kind: CostItem["kind"]) =>
    rounded(
      items.filter((item) => item.kind === kind).reduce((sum, { monthly }) => sum + (monthly ?? 0), 0),
      2,
    );
  const [fixedPart, usagePart] = [sumOf("fixed"), sumOf("usage")];
  return {
    currency: "USD",
    region,
    monthly: rounded(fixedPart + usagePart, 2),
    fixed: fixedPart,
    usage: usagePart,
    unpriced: items.filter(({ monthly }) => monthly === null).length,
    items,
  };
}

function linesOf(resource: Resource, context: Context): readonly Line[] {
  if (freeTypes[resource.type] !== undefined) return [];
  const elsewhere = resource.inputs["region"];
  if (typeof elsewhere === "string" && elsewhere !== priceBook.region) {
    return [fixed(`${resource.type} in ${elsewhere}, which has no price book`, null, null)];
  }
  const pricer = pricers[resource.type];
  return (
    pricer?.(resource, context) ?? [fixed(`${resource.type}, a type that nobody has priced`, null, null)]
  );
}

function itemOf(urn: string, { what, price: key, quantity, kind }: Line): CostItem {
  if (key === null) {
    return { urn, what, unit: "not known", quantity, price: null, monthly: null, kind, confidence: "U" };
  }
  const { value, unit, confidence } = priceOf(key);
  const monthly = value === null || quantity === null ? null : rounded(value * quantity, 6);
  return { urn, what, unit, quantity, price: value, monthly, kind, confidence };
}

function rounded(amount: number, digits: number): number {
  return Number(amount.toFixed(digits));
}

function byUrnThenWhat(a: CostItem, b: CostItem): number {
  if (a.urn !== b.urn) return a.urn < b.urn ? -1 : 1;
  return a.what < b.what ? -1 : 1;
}
