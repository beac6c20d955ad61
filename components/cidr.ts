/** An IPv4 block: its first address as an unsigned number, and its prefix length. */
export interface Cidr {
  readonly first: number;
  readonly prefix: number;
}

const part = "(0|[1-9]\\d{0,2})";
/** Without leading zeros, which some readers take for octal numbers. */
const pattern = new RegExp(`^${part}\\.${part}\\.${part}\\.${part}/(0|[1-9]\\d?)$`);

/** Reads `a.b.c.d/p`. `undefined` where the text has another form; host bits are allowed (see {@link isNetwork}). */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = pattern.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers;
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, prefix };
}

export function formatCidr({ first, prefix }: Cidr): string {
  const bytes = [24, 16, 8, 0].map((shift) => (first >>> shift) & 255);
  return `${bytes.join(".")}/${String(prefix)}`;
}

/** The number of addresses in a block. */
export function sizeOf({ prefix }: Pick<Cidr, "prefix">): number {
  return 2 ** (32 - prefix);
}

/** Whether the block starts where a block of its size may start: no host bits are set. */
export function isNetwork(block: Cidr): boolean {
  return block.first % sizeOf(block) === 0;
}

/** The block that `text` was probably meant to be: host bits cleared. */
export function networkOf(block: Cidr): Cidr {
  return { ...block, first: block.first - (block.first % sizeOf(block)) };
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.first >= outer.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer);
}

export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + sizeOf(other) && other.first < one.first + sizeOf(one);
}

/** The `index`-th block of `prefix` bits counted from the start of `base`; it may lie behind the end of `base`. */
export function blockAt(base: Cidr, prefix: number, index: number): Cidr {
  return { first: base.first + index * sizeOf({ prefix }), prefix };
}
