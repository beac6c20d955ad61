import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { fileText, mark } from "./yaml";

const asText = (data: Readonly<Record<string, unknown>>) =>
  fileText("blue", [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config" }, data }]);
const readBy = (version: "1.1" | "1.2", text: string) =>
  (parse(text.slice(text.indexOf("---\n")), { version }) as { data: unknown }).data;

describe("an object as YAML", () => {
  it("is read as what it was by both versions, whatever its texts look like", () => {
    const key = fc.string({ minLength: 1 }).filter((name) => name !== "__proto__");
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (data) => {
        for (const version of ["1.1", "1.2"] as const) expect(readBy(version, asText(data))).toEqual(data);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "on",
    "off",
    "yes",
    "no",
    "y",
    "n",
    "null",
    "~",
    "1:30",
    "0755",
    "0o17",
    "1e3",
    "2026-11-22",
    "<<",
    "=",
  ])("keeps the text %s a text for Kubernetes, which reads YAML 1.1", (text) => {
    for (const version of ["1.1", "1.2"] as const) {
      expect(readBy(version, asText({ value: text, [text]: "key" }))).toEqual({ value: text, [text]: "key" });
    }
  });

  it("is written out wherever it stands, without anchors, and long lines stay whole", () => {
    const shared = { requests: { cpu: "200m" } };
    const long = "word ".repeat(60).trim();
    const text = asText({ one: shared, other: shared, long });
    expect(text).not.toMatch(/[&*]a\d/);
    expect(text).toContain(long);
  });
});

describe("a file of objects", () => {
  it("says what wrote it and holds its objects in the order given, also none", () => {
    const objects = ["one", "two"].map((name) => ({ apiVersion: "v1", kind: "Service", metadata: { name } }));
    const text = fileText("blue", objects);
    expect(text.startsWith(`${mark} -- blue\`.`)).toBe(true);
    expect(parseAllDocuments(text).map((document) => document.toJS() as unknown)).toEqual(objects);
  });
});
