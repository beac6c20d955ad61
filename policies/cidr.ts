/** An IPv4 block as the range of its addresses, both ends included. */
export interface Block {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** Reads `a.b.c.d/p`; undefined where the text has another form or is no block: host bits must be zero. */
export function toBlock(text: string): Block | undefined {
  const numbers = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const prefix = numbers[4] ?? 0;
  const bytes = numbers.slice(0, 4);
  const first = bytes.reduce((address, byte) => address * 256 + byte, 0);
  const size = 2 ** (32 - prefix);
  if (bytes.some((byte) => byte > 255) || prefix > 32 || first % size !== 0) return undefined;
  return { first, last: first + size - 1, prefix };
}

export function holds(outer: Block, inner: Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: Block, other: Block): boolean {
  return one.first <= other.last && other.first <= one.last;
}
