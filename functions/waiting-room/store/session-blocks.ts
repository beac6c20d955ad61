/** How many positions one block of sessions holds. At 1,024 a strongly consistent count of a block reads some 100 KB. */
export const sessionBlockSize = 1024;

/** The block a position's session is in. */
export function blockOf(position: number): number {
  return Math.floor(position / sessionBlockSize);
}

/**
 * The block that holds both ends of a range.
 *
 * @throws RangeError if they are in two: half a count would pass for a whole one.
 */
export function blockOfRange(from: number, to: number): number {
  const block = blockOf(from);
  if (blockOf(to) !== block) throw new RangeError("the range spans two blocks of sessions");
  return block;
}
