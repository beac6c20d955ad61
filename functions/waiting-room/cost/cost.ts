import { prices, type Unit, type Usage } from "./prices";

/** US dollars. */
export function costOf(usage: Usage): number {
  return units(usage).reduce(
    (sum, [unit, amount]) => sum + (amount * prices[unit].usd) / prices[unit].per,
    0,
  );
}

/** What so many operations take together. */
export function times(usage: Usage, count: number): Usage {
  return Object.fromEntries(units(usage).map(([unit, amount]) => [unit, amount * count]));
}

/** What several things take together. */
export function together(...usages: readonly Usage[]): Usage {
  const sum: Partial<Record<Unit, number>> = {};
  for (const [unit, amount] of usages.flatMap(units)) sum[unit] = (sum[unit] ?? 0) + amount;
  return sum;
}

function units(usage: Usage): readonly (readonly [Unit, number])[] {
  return Object.entries(usage) as [Unit, number][];
}
