import { expect, it } from "vitest";
import type { Chart } from "./chart";
import { charts, checkedOn } from "./charts";

const all = Object.values<Chart>(charts);

it("every chart has one version, and a page where it was read", () => {
  expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { chart, source, version } of all) {
    expect(version, chart).toMatch(/^\d+\.\d+\.\d+$/);
    expect(source, chart).toMatch(/^https:\/\//);
  }
});

it("every chart has a repository, or is an address by itself", () => {
  const lost = all.filter(
    ({ chart, repository }) => chart.startsWith("oci://") === (repository?.startsWith("https://") ?? false),
  );
  expect(lost).toEqual([]);
});
