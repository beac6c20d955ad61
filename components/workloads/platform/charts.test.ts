import { expect, it } from "vitest";
import type { Chart } from "./chart";
import { charts, checkedOn } from "./charts";

it("every chart has one version, a place to get it from, and a page where both were read", () => {
  expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const [name, { chart, repository, source, version }] of Object.entries<Chart>(charts)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(source, name).toMatch(/^https:\/\//);
    if (chart.startsWith("oci://")) expect(repository, name).toBeUndefined();
    else expect(repository, name).toMatch(/^https:\/\//);
  }
});
