import { z } from "zod";
import type { CostItem } from "../document";
import book from "./prices.json";

const price = z
  .strictObject({
    /** USD for one unit; null where nobody has confirmed it for the region. */
    value: z.number().nonnegative().nullable(),
    unit: z.string().min(1),
    what: z.string().min(1),
    source: z.string().min(1),
    /** The oldest of the readings that agree, or the day on which none was found. */
    readOn: z.iso.date(),
    confidence: z.enum(["A", "B", "C", "U"] satisfies CostItem["confidence"][]),
  })
  .refine(({ value, confidence }) => (value === null) === (confidence === "U"), {
    error: "has a value exactly where its confidence is not U",
  });

export const priceBookSchema = z.strictObject({
  region: z.string().min(1),
  checkedOn: z.iso.date(),
  prices: z.record(z.string(), price),
});

export type Price = z.output<typeof price>;
export type PriceKey = keyof typeof book.prices;

/** The one book there is: on demand, before tax, without free tiers and reservations. */
export const priceBook = priceBookSchema.parse(book);

export function priceOf(key: PriceKey): Price {
  const found = priceBook.prices[key];
  if (found === undefined) throw new Error(`the price book has no ${key}`);
  return found;
}

export interface StalePrice {
  readonly key: string;
  readonly readOn: string;
  /** Whole days since it was read. */
  readonly days: number;
}

const day = 24 * 60 * 60 * 1000;
/** AWS announces price changes rarely; a quarter is how long a reviewer should trust one reading. */
const freshDays = 90;

/** Prices to read again. Advice for whoever keeps the book: an old price says nothing about a change under review. */
export function stalePrices(today: Date): readonly StalePrice[] {
  return Object.entries(priceBook.prices)
    .map(([key, { readOn }]) => ({
      key,
      readOn,
      days: Math.floor((today.getTime() - Date.parse(readOn)) / day),
    }))
    .filter(({ days }) => days > freshDays)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
