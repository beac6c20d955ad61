/**
 * SHA-256 and HMAC in a tenth of the library's size, in its form: the bundle of the page has this in its place. The
 * page computes where it stands after the lottery and checks the draw; it keeps no secret and signs nothing.
 */

const [roundConstants, initial] = ((): readonly [Int32Array, Int32Array] => {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  const fraction = (root: number) => (root % 1) * 2 ** 32;
  return [
    Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  ];
})();

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

export function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[message.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  const state = initial.slice();
  for (let block = 0; block < padded.length; block += 64) mix(state, view, block);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    digest.setInt32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

/** One block of FIPS 180-4, section 6.2.2. */
function mix(state: Int32Array, view: DataView, block: number): void {
  const words = new Int32Array(64);
  const word = (index: number) => words[index] ?? 0;
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let round = 0; round < 64; round += 1) {
    if (round < 16) {
      words[round] = view.getInt32(block + round * 4);
    } else {
      const early = word(round - 15);
      const late = word(round - 2);
      words[round] =
        word(round - 16) +
        (rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)) +
        word(round - 7) +
        (rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10));
    }
    const first =
      h +
      (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
      ((e & f) ^ (~e & g)) +
      (roundConstants[round] ?? 0) +
      word(round);
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = (state[index] ?? 0) + value;
  });
}

interface Keyed {
  update(part: Uint8Array): Keyed;
  clone(): Keyed;
  digest(): Uint8Array;
}

/** HMAC with SHA-256, the only hash there is; keys of at most 64 bytes. */
export const hmac = {
  create(_hash: unknown, key: Uint8Array): Keyed {
    const pad = (value: number) => {
      const block = new Uint8Array(64);
      block.set(key);
      return block.map((byte) => byte ^ value);
    };
    const keyed = (message: Uint8Array): Keyed => ({
      update: (part) => keyed(concatBytes(message, part)),
      clone: () => keyed(message),
      digest: () => sha256(concatBytes(pad(0x5c), sha256(concatBytes(pad(0x36), message)))),
    });
    return keyed(new Uint8Array());
  },
};

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function bytesToHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/[0-9a-f]{2}/gi) ?? [], (pair) => parseInt(pair, 16));
}
