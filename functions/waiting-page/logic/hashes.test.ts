import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToHex, concatBytes, hexToBytes, hmac, sha256 } from "./hashes";

const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

describe("the page's small hashes", () => {
  it("SHA-256 is Node's, at every length around a block's end", () => {
    for (let length = 0; length <= 200; length += 1) {
      const message = new Uint8Array(length).fill(length);
      expect(bytesToHex(sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
    }
  });

  it("SHA-256 and HMAC are Node's for any message and key, also when continued from a copy", () => {
    fc.assert(
      fc.property(bytes(300), bytes(64), bytes(40), (message, key, more) => {
        expect(bytesToHex(sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
        const keyed = hmac.create(sha256, key).update(message);
        keyed.clone().update(message);
        const expected = createHmac("sha256", key).update(message).update(more).digest("hex");
        expect(bytesToHex(keyed.clone().update(more).digest())).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("bytes and hexadecimal are each other's inverse, and parts are joined in order", () => {
    fc.assert(
      fc.property(bytes(100), bytes(100), (one, other) => {
        expect(hexToBytes(bytesToHex(one))).toEqual(one);
        expect(bytesToHex(concatBytes(one, other))).toBe(bytesToHex(one) + bytesToHex(other));
      }),
    );
  });
});
