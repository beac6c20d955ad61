import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";

const resource = (type: string, inputs: Resource["inputs"], name = "one") => captured(type, name, inputs);

const cost = (...resources: readonly Resource[]) =>
  estimate(resources, {}, "ap-northeast-2") ?? expect.fail("no price book");

const cluster = (inputs: Resource["inputs"]) => cost(resource("aws:eks/cluster:Cluster", inputs));

describe("a cluster", () => {
  it("costs by the hour, whatever runs in it", () => {
    expect(cluster({ version: "1.36" })).toMatchObject({ fixed: 73, unpriced: 0 });
  });

  it("costs six times as much where an old version may stay", () => {
    expect(cluster({ version: "1.32" }).fixed).toBe(438);
    expect(cluster({ version: "1.33", upgradePolicy: { supportType: "EXTENDED" } }).fixed).toBe(438);
    expect(cluster({ version: "1.33", upgradePolicy: { supportType: "STANDARD" } }).fixed).toBe(73);
    expect(cluster({ version: "1.37" }).fixed).toBe(73);
  });

  it("is open where its control plane is a larger one", () => {
    expect(cluster({ controlPlaneScalingConfig: { tier: "tier-xl" } })).toMatchObject({
      fixed: 73,
      unpriced: 1,
    });
  });
});

describe("the log group of a cluster", () => {
  const group = (name: string) =>
    resource("aws:cloudwatch/logGroup:LogGroup", { name, retentionInDays: 60, arn: `arn:${name}` }, name);
  const priced = (name: string) =>
    estimate(
      [resource("aws:eks/cluster:Cluster", { name: "urr" }), group(name)],
      { clusterLogGb: 10 },
      "ap-northeast-2",
    );

  it("costs what the control plane writes, and for as long as it is kept", () => {
    expect(priced("/aws/eks/urr/cluster")).toMatchObject({ usage: 8.23, unpriced: 0 });
  });

  it("is no other one", () => {
    expect(priced("/aws/eks/other/cluster")).toMatchObject({ usage: 0, unpriced: 1 });
  });
});

const template = (ebs: Resource["inputs"], more: Resource["inputs"] = {}) =>
  resource(
    "aws:ec2/launchTemplate:LaunchTemplate",
    { ...more, blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] },
    "lt-1",
  );
const nodes = (inputs: Resource["inputs"] = {}) =>
  resource("aws:eks/nodeGroup:NodeGroup", {
    launchTemplate: { id: "lt-1", version: "1" },
    instanceTypes: ["m7g.large", "m8g.large"],
    scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 6 },
    ...inputs,
  });

describe("a node group", () => {
  it("costs its desired size of the type it prefers, with the volumes of its template", () => {
    const { items } = cost(nodes(), template({ volumeSize: 50, volumeType: "gp3" }));
    expect(items.map(({ what, quantity, monthly }) => [what, quantity, monthly])).toEqual([
      ["nodes of the type m7g.large × 3", 2190, 219.657],
      ["volume /dev/xvda of the nodes, gp3", 150, 13.68],
    ]);
  });

  it("costs what a seed's two machines do by today's prices", () => {
    const two = nodes({ instanceTypes: ["t4g.medium"], scalingConfig: { desiredSize: 2 } });
    expect(cost(two, template({ volumeSize: 20, volumeType: "gp3" })).fixed).toBe(64.38);
  });

  it("has the type of its template where it names none", () => {
    const { items } = cost(
      nodes({ instanceTypes: undefined }),
      template({ volumeSize: 8, volumeType: "gp3" }, { instanceType: "t4g.small" }),
    );
    expect(items.map(({ what }) => what)).toContain("nodes of the type t4g.small × 3");
  });

  it.each([
    ["of a type without a confirmed price", { instanceTypes: ["r8gd.metal-24xl"] }],
    ["on spot, whose price changes", { capacityType: "SPOT" }],
    ["of a size nobody states", { scalingConfig: {} }],
  ])("is open %s", (_, inputs) => {
    const { items } = cost(nodes(inputs), template({ volumeSize: 50, volumeType: "gp3" }));
    expect(items[0]).toMatchObject({ monthly: null });
  });

  it("pays for more operations, and is open where more throughput is asked for", () => {
    const fast = { volumeSize: 50, volumeType: "gp3", iops: 4000, throughput: 250 };
    expect(cost(nodes(), template(fast))).toMatchObject({ fixed: 250.44, unpriced: 1 });
  });

  it("is open in its volumes without a template of ours", () => {
    expect(cost(nodes())).toMatchObject({ fixed: 219.66, unpriced: 1 });
  });
});

describe("schedules", () => {
  it("count what a rate fires, and guess no calendar", () => {
    const schedule = (scheduleExpression: string) =>
      cost(resource("aws:scheduler/schedule:Schedule", { scheduleExpression })).items[0];
    expect(schedule("rate(1 minute)")).toMatchObject({ quantity: 0.0438, kind: "fixed" });
    expect(schedule("rate(2 hours)")).toMatchObject({ quantity: 0.000365 });
    expect(schedule("cron(0 22 ? * MON-FRI *)")).toMatchObject({ quantity: null, kind: "usage" });
  });
});
