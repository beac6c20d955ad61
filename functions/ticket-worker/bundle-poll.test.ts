import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { bundlePoll } from "./bundle-poll";

/** `pg` asks for the one only where its environment says so; in place of the other its twin in JavaScript is there. */
const askedForInVain = ["pg-native", "@aws-sdk/signature-v4-crt"];

describe("the program of pods", () => {
  it("fits a ConfigMap, with room for the rest of the object", () => {
    expect(Buffer.byteLength(bundlePoll())).toBeLessThan(1_000_000);
  });

  it("needs nothing but what Node brings along", () => {
    const required = [...bundlePoll().matchAll(/(?:require|import)\("([^"]+)"\)/g)].map(
      ([, name = ""]) => name,
    );

    expect(required).not.toEqual([]);
    expect(required.filter((name) => !isBuiltin(name) && !askedForInVain.includes(name))).toEqual([]);
  });
});
