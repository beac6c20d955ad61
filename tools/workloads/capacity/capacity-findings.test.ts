import { describe, expect, it } from "vitest";
import { environments, evaluated } from "../../../test/support/stacks";
import { capacityOf } from "../../preview/capacity";
import { asJudged } from "../../preview/judged";
import { capacityFindings } from "./capacity-findings";
import type { NodeCapacity } from "./node-capacity";

const load = (nodes: number | null) => ({ cpuMillis: 1500, memoryMib: 2048, pods: 5, nodes });
const capacity: NodeCapacity = {
  ...{ instanceTypes: ["m8g.large"], nodes: { min: 2, desired: 3, max: 4 }, uncounted: [] },
  ...{ room: { cpuMillis: 1930, memoryMib: 6903, pods: 29 }, everyNode: { cpuMillis: 0, memoryMib: 0 } },
  ...{ atRest: load(2), atMost: load(4) },
};
const found = (change: Partial<NodeCapacity>, isProtected = true) =>
  capacityFindings({ ...capacity, ...change }, isProtected).map(({ policy, severity }) => [policy, severity]);

describe("findings about capacity", () => {
  it("are none where everything fits, or where there are no nodes", () => {
    expect(found({})).toEqual([]);
    expect(capacityFindings(null, true)).toEqual([]);
  });

  it("are told where what always runs needs the node that may be lost", () => {
    expect(found({ atRest: load(3) })).toEqual([["capacity-at-rest", "medium"]]);
    expect(found({ atRest: load(3) }, false)).toEqual([]);
    expect(found({ atRest: load(4) }, false)).toEqual([["capacity-at-rest", "medium"]]);
    expect(found({ atRest: load(null) })).toEqual([["capacity-at-rest", "medium"]]);
  });

  it("are told where the highest load takes more nodes than there may be", () => {
    expect(found({ atMost: load(5) })).toEqual([["capacity-at-most", "low"]]);
  });

  it("say what is not known", () => {
    const unknown = { room: null, atRest: null, atMost: null, uncounted: ["the chart vault as vault"] };
    expect(found(unknown)).toEqual([
      ["capacity-known", "low"],
      ["capacity-known", "low"],
    ]);
  });

  it("count every chart and add-on of every environment", async () => {
    for (const environment of environments) {
      const { resources } = await evaluated(environment);
      const nodes = capacityOf(asJudged(resources))?.nodes;
      expect(nodes?.uncounted ?? [], environment).toEqual([]);
    }
  });
});
