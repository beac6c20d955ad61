import { byUrn, compareText } from "../../../policies/order";
import type { Resource } from "../../offline/resource";
import type { Cost, CostItem } from "../document";
import { freeTypes } from "./free-types";
import type { Line, Usage } from "./lines";
import { priceOf, region as pricedRegion } from "./price-book";
import { pricerOf } from "./pricers";

/**
 * What a stack costs in a month, or null where there is no price book for its region.
 *
 * Nothing is guessed: an item without a confirmed price or without a stated usage has no amount and is counted in
 * `unpriced`. Amounts of items are exact to a millionth of a dollar; `fixed` and `usage` are rounded to cents once,
 * after adding up, and `monthly` is the sum of the two.
 */
export function estimate(resources: readonly Resource[], usage: Usage, region: string): Cost | null {
  if (region !== pricedRegion) return null;
  const items = resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => itemsOf(resource, resources, usage))
    .toSorted(byUrnThenWhat);
  const sumOf = (kind: CostItem["kind"]) => {
    const ofKind = items.filter((item) => item.kind === kind);
    return rounded(
      ofKind.reduce((sum, { monthly }) => sum + (monthly ?? 0), 0),
      2,
    );
  };
  const [fixed, usagePart] = [sumOf("fixed"), sumOf("usage")];
  return {
    currency: "USD",
    region,
    monthly: rounded(fixed + usagePart, 2),
    fixed,
    usage: usagePart,
    unpriced: items.filter(({ monthly }) => monthly === null).length,
    items,
  };
}

function itemsOf(resource: Resource, resources: readonly Resource[], usage: Usage): readonly CostItem[] {
  const { type, urn, inputs } = resource;
  if (freeTypes[type] !== undefined) return [];
  const pricer = pricerOf(type);
  if (pricer === undefined) return [unknown(urn, `${type}, a type that nobody has priced`)];
  const { region = pricedRegion } = inputs;
  return pricer({ resource, resources, usage }).map((line) => itemOf(urn, pricedIn(String(region), line)));
}

/** The line as the book can price it in a region: elsewhere with those prices alone that hold everywhere. */
function pricedIn(region: string, line: Line): Line {
  if (region === pricedRegion || line.price === null || priceOf(line.price).everywhere === true) return line;
  return { ...line, what: `${line.what} in ${region}, which has no price book`, price: null };
}

function itemOf(urn: string, { what, price: key, quantity, kind }: Line): CostItem {
  if (key === null) return { ...unknown(urn, what), quantity, kind };
  const { value, unit, confidence } = priceOf(key);
  const monthly = value === null || quantity === null ? null : rounded(value * quantity, 6);
  return { urn, what, unit, quantity, price: value, monthly, kind, confidence };
}

function unknown(urn: string, what: string): CostItem {
  return {
    ...{ urn, what, unit: "not known", quantity: null, price: null, monthly: null },
    kind: "fixed",
    confidence: "U",
  };
}

function rounded(amount: number, digits: number): number {
  return Number(amount.toFixed(digits));
}

function byUrnThenWhat(a: CostItem, b: CostItem): number {
  return byUrn(a, b) || compareText(a.what, b.what);
}
