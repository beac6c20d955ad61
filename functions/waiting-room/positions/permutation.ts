import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";

/** The draw that puts everybody who came before the opening into a random order. */
export interface Lottery {
  /** Positions 1 … n take part. */
  readonly n: number;
  /** 32 random bytes as hex. */
  readonly seed: string;
}

/**
 * Where in the line a position stands after the draw. Positions beyond the lottery's end keep their number.
 *
 * A Feistel network over the square of side ⌈√n⌉, walked until it falls within 1 … n: no position is stored, and
 * browser and server compute the same. Throws a RangeError for a lottery that can be none.
 */
export function effectivePosition(position: number, lottery: Lottery | undefined): number {
  return lottery === undefined || position > lottery.n ? position : walk(position, lottery, forward);
}

/** The position whose place in the line is `effective`: the inverse of `effectivePosition`. */
export function positionOf(effective: number, lottery: Lottery | undefined): number {
  return lottery === undefined || effective > lottery.n ? effective : walk(effective, lottery, backward);
}

/** What is published before the draw, so that everyone can see afterwards that the seed was not chosen late. */
export function commitment(seed: string): string {
  return bytesToHex(sha256(hexToBytes(seed)));
}

/** Four rounds leave an order of four people up to a third rarer than another, eight at most by some hundredths. */
const rounds = 8;

/** Modulo side, of −side … side − 1. A branch here would be predicted wrong every other time, 8 million times a draw. */
function remainder(value: number, side: number): number {
  return value + (side & (value >> 31));
}

type Network = (cell: number, draw: Draw) => number;

const forward: Network = (cell, draw) => {
  const { side } = draw;
  let right = cell % side;
  let left = (cell - right) / side;
  for (let round = 0; round < rounds; round++) {
    const shifted = remainder(left + draw.value(round, right) - side, side);
    left = right;
    right = shifted;
  }
  return left * side + right;
};

const backward: Network = (cell, draw) => {
  const { side } = draw;
  let right = cell % side;
  let left = (cell - right) / side;
  for (let round = rounds - 1; round >= 0; round--) {
    const shifted = remainder(right - draw.value(round, left), side);
    right = left;
    left = shifted;
  }
  return left * side + right;
};

function walk(position: number, lottery: Lottery, network: Network): number {
  if (!Number.isSafeInteger(position) || position < 1)
    throw new RangeError("a position is a whole number from 1");
  const draw = drawOf(lottery);
  let cell = position - 1;
  do cell = network(cell, draw);
  while (cell >= lottery.n);
  return cell + 1;
}

const remembered = 4;
/** The lotteries asked for last, the latest first: what was computed for them stays. */
const recent: Draw[] = [];

function drawOf(lottery: Lottery): Draw {
  const latest = recent[0];
  return latest?.isOf(lottery) ? latest : recall(lottery);
}

function recall(lottery: Lottery): Draw {
  const index = recent.findIndex((draw) => draw.isOf(lottery));
  const draw = recent.splice(index, index < 0 ? 0 : 1)[0] ?? new Draw(lottery.n, lottery.seed);
  recent.unshift(draw);
  recent.length = Math.min(recent.length, remembered);
  return draw;
}

/** A round's values, made when they are asked for: one position costs 8 hashes, a million positions 1,000. */
class Draw {
  readonly side: number;
  readonly #values: Int32Array;
  readonly #keyed: ReturnType<typeof hmac.create>;

  constructor(
    readonly n: number,
    readonly seed: string,
  ) {
    const bytes = hexToBytes(seed);
    if (bytes.length !== 32) throw new RangeError("a seed is 32 bytes");
    if (!Number.isInteger(n) || n > 2 ** 31)
      throw new RangeError("a lottery ends at a whole number up to 2^31");
    // n is part of the key: a seed that leaks is of no use before the end of the lottery is known.
    this.#keyed = hmac.create(sha256, concatBytes(bytes, bigEndian(n)));
    this.side = Math.ceil(Math.sqrt(n));
    this.#values = new Int32Array(rounds * this.side).fill(-1);
  }

  isOf({ n, seed }: Lottery): boolean {
    return n === this.n && seed === this.seed;
  }

  value(round: number, half: number): number {
    const index = half * rounds + round;
    const value = this.#values[index] ?? -1;
    return value < 0 ? this.#fill(half, index) : value;
  }

  /** One hash makes the values of all rounds: 32 bits each, so that the remainder prefers none by more than 3 in a million. */
  #fill(half: number, index: number): number {
    const digest = this.#keyed.clone().update(bigEndian(half)).digest();
    const view = new DataView(digest.buffer, digest.byteOffset);
    for (let round = 0; round < rounds; round++) {
      this.#values[half * rounds + round] = view.getUint32(4 * round) % this.side;
    }
    return this.#values[index] ?? 0;
  }
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
