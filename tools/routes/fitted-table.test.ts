import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittedTable } from "./fitted-table";

const cells = fc.string({ unit: fc.constantFrom("a", "b", "-", "/", " "), maxLength: 60 });
const rows = fc.array(fc.array(cells, { minLength: 4, maxLength: 4 }), { maxLength: 5 });
const titles = ["one", "two", "three", "four"];

describe("a fitted table", () => {
  it("is never wider than it may be", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 120 }), (given, widest) => {
        const lines = fittedTable(titles, given, widest).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(widest);
      }),
    );
  });

  it("loses nothing but spaces", () => {
    const letters = (texts: readonly string[]) => texts.join("").replaceAll(/[^ab/-]/g, "");
    fc.assert(
      fc.property(cells, (cell) => {
        const [, , ...lines] = fittedTable(["x"], [[cell]], 12).split("\n");
        expect(letters(lines)).toBe(letters([cell]));
      }),
    );
  });

  it("leaves words whole where it is told to, and is wider for it", () => {
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
    fc.assert(
      fc.property(rows, fc.integer({ min: 10, max: 120 }), (given, widest) => {
        const [, , ...lines] = fittedTable(titles, given, widest, "between words").split("\n");
        expect(lines.flatMap(words).toSorted()).toEqual(given.flat().flatMap(words).toSorted());
      }),
    );
    const [, , ...lines] = fittedTable(["x"], [["two words"], ["two"]], 6, "between words").split("\n");
    expect(lines).toEqual(["two", "words", "two"]);
  });

  it("breaks at spaces first, then behind what parts a name", () => {
    const [, , ...lines] = fittedTable(["x"], [["two words /a/longer-name"]], 10).split("\n");
    expect(lines).toEqual(["two words", "/a/longer-", "name"]);
  });
});
