import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, unwrap, resourceReference, withIds } from "./wire-values";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("values on the wire", () => {
  it("lose the mark of a secret, whose place is remembered", () => {
    expect(unwrap({ a: secret("x"), b: [1, secret({ c: "y" })] })).toEqual({
      value: { a: "x", b: [1, { c: "y" }] },
      secretPaths: ["a", "b.1"],
    });
  });

  it("are shown with every secret replaced, whatever it holds", () => {
    expect(redact({ a: "x", b: [1, { c: "y" }] }, ["a", "b.1"])).toEqual({
      a: "[secret]",
      b: [1, "[secret]"],
    });
  });

  it("without marks stay as they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(unwrap({ value })).toEqual({ value: { value }, secretPaths: [] });
        expect(redact({ value }, [])).toEqual({ value });
      }),
    );
  });

  it("never show what was secret", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), fc.jsonValue(), (hidden, other) => {
        fc.pre(!JSON.stringify(other).includes(hidden));
        const { value, secretPaths } = unwrap({ other, deep: { list: [other, secret(hidden)] } });
        expect(JSON.stringify(redact(value, secretPaths))).not.toContain(JSON.stringify(hidden).slice(1, -1));
      }),
    );
  });
});

describe("an archive of texts", () => {
  const sent = (text: string) => ({
    code: {
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      assets: {
        "index.js": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text },
      },
    },
  });
  const shown = (text: string) => JSON.stringify(unwrap(sent(text)).value);

  it("is shown by its files' lengths and hashes, and never by what is in them", () => {
    expect(unwrap(sent("é")).value).toEqual({
      code: {
        "index.js": "2 bytes, sha256 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c",
      },
    });
    expect(shown("x".repeat(600_000)).length).toBeLessThan(200);
  });

  it("is shown alike for the same texts, and differently for others", () => {
    expect(shown("a")).toBe(shown("a"));
    expect(shown("a")).not.toBe(shown("b"));
  });
});

describe("a reference to a resource", () => {
  it("is shown as its id, or its URN where it has none: at any depth", () => {
    const reference = resourceReference({ urn: "urn:role", id: "urr-role" });
    expect(withIds({ serviceRole: reference, list: [reference, "x"] })).toEqual({
      serviceRole: "urr-role",
      list: ["urr-role", "x"],
    });
    expect(withIds(resourceReference({ urn: "urn:role", id: "" }))).toBe("urn:role");
  });
});
