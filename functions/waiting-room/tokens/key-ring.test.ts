import { describe, expect, test } from "vitest";
import { present, syntheticKey, syntheticRing } from "../../../test/support/waiting-room/key-ring";
import { keyRingDocument, parseKeyRing, type KeyRingDocument } from "./key-ring";

const ring = syntheticRing({
  masters: { k1: syntheticKey("k1"), k2: syntheticKey("k2"), k3: syntheticKey("k3") },
  next: { kid: "k2", notBefore: present },
  previous: [{ kid: "k3", notAfter: present }],
});
const document = keyRingDocument(ring);

describe("the key ring's document", () => {
  test("says which key signs, and of the others from when or until when they are good", () => {
    expect(document).toEqual({
      v: 1,
      current: "k1",
      keys: {
        k1: { secret: ring.masters["k1"] },
        k2: { secret: ring.masters["k2"], notBefore: present },
        k3: { secret: ring.masters["k3"], notAfter: present },
      },
      fingerprint: ring.fingerprintKey,
    });
  });

  test("is read as the ring it was written from", () => {
    expect(parseKeyRing(JSON.stringify(document))).toEqual(ring);
  });

  test("says since when the current key signs, where that is known", () => {
    const aged = { ...ring, signsSince: present - 1 };
    expect(keyRingDocument(aged).keys["k1"]).toEqual({ secret: ring.masters["k1"], notBefore: present - 1 });
    expect(parseKeyRing(JSON.stringify(keyRingDocument(aged)))).toEqual(aged);
  });

  const key = { secret: syntheticKey("k9") };
  test.each<[string, unknown]>([
    ["of another version", { ...document, v: 2 }],
    ["without its current key", { ...document, current: "k9" }],
    ["with a short key", { ...document, keys: { k1: { secret: "short" } } }],
    ["with a key id in upper case", { ...document, keys: { ...document.keys, K4: key } }],
    ["with two next keys", { ...document, keys: { ...document.keys, k4: { ...key, notBefore: 1 } } }],
    ["with a key that is neither next nor previous", { ...document, keys: { ...document.keys, k4: key } }],
    [
      "with a fifth key",
      {
        ...document,
        keys: { ...document.keys, k4: { ...key, notAfter: 1 }, k5: { ...key, notAfter: 1 } },
      } satisfies KeyRingDocument,
    ],
    ["with more than it should have", { ...document, comment: "" }],
    ["that is an array", []],
  ])("%s is refused, and nothing of it is told", (_, value) => {
    let message = "";
    try {
      parseKeyRing(JSON.stringify(value));
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("not a valid document");
    expect(message).not.toMatch(/[\w-]{40}/);
  });

  test("that is no JSON is refused, and nothing of it is told", () => {
    expect(() => parseKeyRing(`{"secret":"${syntheticKey("k1")}"`)).toThrow(/^the key ring is not JSON$/);
  });
});
