import { describe, expect, it } from "vitest";
import { quantityOf } from "./quantity";

describe("a quantity of Kubernetes", () => {
  it.each([
    ["250m", 0.25],
    ["2", 2],
    [1.5, 1.5],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["128Mi", 134_217_728],
    ["512M", 512e6],
    ["1e3", 1000],
    ["12E", 12e18],
    [".5", 0.5],
  ])("%s means %d", (written, meant) => {
    expect(quantityOf(written)).toBe(meant);
  });

  it.each(["", "Mi", "1 Gi", "1GB", "1mi", "-1", "half", "1.2.3", null, {}, Number.NaN])(
    "%s is none",
    (written) => {
      expect(quantityOf(written)).toBeUndefined();
    },
  );
});
