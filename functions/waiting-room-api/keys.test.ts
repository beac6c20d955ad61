import { describe, expect, it } from "vitest";
import { syntheticRing } from "../../test/support/waiting-room/key-ring";
import { keyRingDocument } from "../waiting-room/tokens/key-ring";
import { keyRingSecret } from "./keys";

/** A secret that can be changed and taken away. */
function aVault(text: string | undefined) {
  const vault = { text, reads: 0, now: 0 };
  const ring = keyRingSecret(
    () => {
      vault.reads += 1;
      return vault.text === undefined ? Promise.reject(new Error("no answer")) : Promise.resolve(vault.text);
    },
    { now: () => vault.now },
  );
  return { vault, ring };
}

const document = (current: string) =>
  JSON.stringify(
    keyRingDocument(
      syntheticRing({
        current,
        masters: syntheticRing().masters,
        previous: [{ kid: current === "k1" ? "k2" : "k1", notAfter: 9 }],
      }),
    ),
  );

describe("the key ring", () => {
  it("is the same object as long as the secret is the same, and a new one after", async () => {
    const { vault, ring } = aVault(document("k1"));
    const first = await ring.value();
    expect(await ring.value()).toBe(first);
    vault.text = document("k2");

    expect((await ring.value()).current).toBe("k2");
  });

  it("goes on while the secret cannot be read, and is not asked for at every request", async () => {
    const { vault, ring } = aVault(document("k1"));
    await ring.value();
    vault.text = undefined;
    for (let request = 0; request < 5; request += 1) expect((await ring.value()).current).toBe("k1");
    expect(vault.reads).toBe(2);

    vault.text = document("k2");
    vault.now += 10_000;
    expect((await ring.value()).current).toBe("k2");
  });

  it("goes on while the secret is none, without a word of it", async () => {
    const { vault, ring } = aVault(document("k1"));
    await ring.value();
    vault.text = '{"half": "a ring';

    expect((await ring.value()).current).toBe("k1");
  });

  it("goes on for an hour and no longer, since a key may have been withdrawn, and is there again at once", async () => {
    const { vault, ring } = aVault(document("k1"));
    await ring.value();
    vault.text = undefined;
    for (const now of [1_800_000, 3_599_999, 3_600_000]) {
      vault.now = now;
      expect((await ring.value()).current).toBe("k1");
    }
    vault.now = 3_600_001;
    await expect(ring.value()).rejects.toThrow("no answer");
    vault.text = document("k2");
    vault.now += 10_000;
    expect((await ring.value()).current).toBe("k2");
  });

  it("that is too old is not asked for at every request", async () => {
    const { vault, ring } = aVault(document("k1"));
    await ring.value();
    vault.text = undefined;
    vault.now = 4_000_000;
    for (let request = 0; request < 5; request += 1) await expect(ring.value()).rejects.toThrow("no answer");

    expect(vault.reads).toBe(2);
  });

  it("is missing as long as there has never been one", async () => {
    await expect(aVault(undefined).ring.value()).rejects.toThrow("no answer");
    await expect(aVault("{}").ring.value()).rejects.toThrow("key ring");
  });
});
