import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusing, whenSound } from "./contradiction";

const size = z.strictObject({
  min: z.int().default(1),
  max: z.int().default(9),
  name: z.string().default(""),
});
const ordered = size.superRefine(
  refusing(({ min, max }) => (min <= max ? [] : [{ path: ["max"], message: "is below min", example: min }])),
  whenSound("min", "max"),
);
const paths = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, code }) => `${code} ${path.join(".")}`);

describe("settings that are compared", () => {
  it("are refused with the path, the reason and an example", () => {
    expect(ordered.safeParse({ min: 3, max: 2 }).error?.issues).toMatchObject([
      { path: ["max"], message: "is below min", params: { example: 3 } },
    ]);
    expect(paths(ordered, { min: 2, max: 3 })).toEqual([]);
  });

  it("are compared also where something else is wrong, or unknown", () => {
    expect(paths(ordered, { min: 3, max: 2, name: 5, nmae: "" })).toEqual([
      "invalid_type name",
      "unrecognized_keys ",
      "custom max",
    ]);
  });

  it("are not compared where one of them is wrong by itself", () => {
    expect(paths(ordered, { min: "3", max: 2 })).toEqual(["invalid_type min"]);
    expect(paths(ordered, { min: 10, max: "2" })).toEqual(["invalid_type max"]);
    expect(paths(ordered, "3")).toEqual(["invalid_type "]);
  });

  it("may lie below others, and wait for what is above and below them", () => {
    const sizes = z.strictObject({ sizes: z.array(size).default([]), other: size.prefault({}) }).superRefine(
      refusing(({ sizes: all }) => (all.length > 1 ? [{ path: ["sizes"], message: "", example: [] }] : [])),
      whenSound("sizes"),
    );
    const other = { min: "wrong" };
    expect(paths(sizes, { sizes: [{}, {}], other })).toEqual(["invalid_type other.min", "custom sizes"]);
    expect(paths(sizes, { sizes: [{}, other] })).toEqual(["invalid_type sizes.1.min"]);
    expect(paths(sizes, { sizes: 2 })).toEqual(["invalid_type sizes"]);
  });
});
