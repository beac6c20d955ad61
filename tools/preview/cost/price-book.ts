import { z } from "zod";
import type { CostItem } from "../document";
import book from "./prices.json";

const price = z
  .strictObject({
    /** USD for one unit; null where nobody has confirmed it for the region. */
    value: z.number().nonnegative().nullable(),
    unit: z.string().min(1),
    /** The same in every region, or that of a service that has none. */
    everywhere: z.literal(true).optional(),
    confidence: z.enum(["A", "B", "C", "U"] satisfies CostItem["confidence"][]),
    /** The day of the reading, or on which none was found. */
    readOn: z.iso.date(),
    source: z.string().min(1),
  })
  .refine(({ value, confidence }) => (value === null) === (confidence === "U"), {
    error: "has a value exactly where its confidence is not U",
  });

const priceBook = z
  .strictObject({ region: z.string().min(1), prices: z.record(z.string(), price) })
  .parse(book);

export type Price = z.output<typeof price>;
export type PriceKey = keyof typeof book.prices;

/** The only region there are prices for, but for those that hold everywhere: on demand, before tax, without free tiers and reservations. */
export const { region, prices } = priceBook;

export function priceOf(key: PriceKey): Price {
  const found = prices[key];
  if (found === undefined) throw new Error(`the price book has no ${key}`);
  return found;
}

/** The key of this name; null where the book has none. */
export function keyOf(name: string): PriceKey | null {
  return name in prices ? (name as PriceKey) : null;
}

const day = 24 * 60 * 60 * 1000;
const freshDays = 90;

/** Prices to read again. Advice for whoever keeps the book: an old price says nothing about a change under review. */
export function stalePrices(today: Date): readonly string[] {
  return Object.entries(prices)
    .filter(([, { readOn }]) => today.getTime() - Date.parse(readOn) > freshDays * day)
    .map(([key]) => key)
    .toSorted();
}
