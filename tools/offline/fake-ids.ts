import { createHash } from "node:crypto";

/** Stands for the account where a stack file names none; AWS uses it in its own examples. */
export const offlineAccount = "123456789012";

/** Hexadecimal digits that are always the same for the same text: ids stay the same from run to run. */
export function stableHex(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

/** A number of so many digits, as behind the name in a load balancer's address. */
export function stableDigits(text: string, digits: number): string {
  return BigInt(`0x1${stableHex(text, 2 * digits)}`)
    .toString()
    .slice(-digits);
}
