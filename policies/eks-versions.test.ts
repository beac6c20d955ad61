import { describe, expect, it } from "vitest";
import {
  eksVersions,
  isOutOfStandardSupport,
  minorOf,
  versionProblem,
  versionsAreStale,
} from "./eks-versions";

describe("the table of versions", () => {
  it("goes up in versions and in dates, and leaves one to use", () => {
    const versions = Object.keys(eksVersions.standardUntil);
    const dates = Object.values(eksVersions.standardUntil);
    expect(versions).toEqual(versions.toSorted((a, b) => minorOf(a) - minorOf(b)));
    expect(dates).toEqual(dates.toSorted());
    expect(versions.filter((version) => versionProblem(version) === undefined).length).toBeGreaterThan(0);
    expect([eksVersions.readOn, ...dates].filter((date) => Number.isNaN(Date.parse(date)))).toEqual([]);
  });

  it("refuses what is unknown, what is over, and what is over before an upgrade is done", () => {
    expect(versionProblem("1.28")).toContain("not in the table");
    expect(versionProblem("1.33")).toContain("2026-07-29");
    expect(versionProblem("1.34")).toContain("2026-12-02");
    expect(versionProblem("1.35")).toBeUndefined();
  });

  it("knows what cost extra when it was read, and guesses nothing of what is newer", () => {
    expect(["1.28", "1.33"].map(isOutOfStandardSupport)).toEqual([true, true]);
    expect(["1.34", "1.36", "1.40", "", "latest"].map(isOutOfStandardSupport)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });

  it("asks to be read again after 90 days", () => {
    expect(versionsAreStale(new Date("2026-12-01"))).toBe(false);
    expect(versionsAreStale(new Date("2027-03-01"))).toBe(true);
  });
});
