import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts } from "../../../components/workloads/platform/charts";
import { example, toJudged } from "../../../policies/example";
import { object, workload } from "../../../policies/kubernetes-example";
import { kubernetesTypes } from "../../../policies/kubernetes-types";
import { types } from "../../../policies/types";
import { always, type Demand } from "./demand";
import { leastRoom, roomOf } from "./node";
import { demandsOfAddons } from "./of-addons";
import { demandsOfCharts } from "./of-charts";
import { demandsOfObjects } from "./of-objects";
import { loadOf } from "./packing";

const { deployment, horizontalPodAutoscaler, job, release } = kubernetesTypes;
const asking = (cpu: string, memory: string) => ({ resources: { requests: { cpu, memory } } });

describe("room on a node", () => {
  it.each([
    ["m7g.large", { cpuMillis: 1930, pods: 29 }],
    ["t4g.large", { cpuMillis: 1930, pods: 35 }],
    ["m8g.xlarge", { cpuMillis: 3920, pods: 58 }],
    ["c7g.2xlarge", { cpuMillis: 7910, pods: 58 }],
    ["t4g.medium", { cpuMillis: 1930, pods: 17 }],
  ])("of %s is what the kubelet leaves, and the addresses of its interfaces", (type, room) => {
    expect(roomOf(type)).toMatchObject(room);
  });

  it("is less memory than the instance has", () => {
    expect(roomOf("m7g.large")?.memoryMib).toBe(Math.floor(8192 * 0.925) - 100 - (11 * 29 + 255));
  });

  it("is the least of all types that a node may be, and unknown with one of them", () => {
    expect(leastRoom(["m8g.xlarge", "m7g.large"])).toEqual(roomOf("m7g.large"));
    expect(leastRoom(["m8g.large", "u-6tb1.metal"])).toBeUndefined();
    expect(leastRoom([])).toBeUndefined();
  });
});

describe("what pods ask for", () => {
  it("is counted from where an autoscaler begins to where it ends", () => {
    const scaler = object(horizontalPodAutoscaler, "app", {
      spec: {
        minReplicas: 3,
        maxReplicas: 10,
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "app" },
      },
    });
    const pods = workload(deployment, {
      container: asking("200m", "1Gi"),
      workload: { replicas: undefined },
    });
    expect(demandsOfObjects(toJudged([pods, scaler]))).toEqual([
      { name: "app", cpuMillis: 200, memoryMib: 1024, count: { atRest: 3, atMost: 10 } },
    ]);
  });

  it("is what runs together, or what runs before alone where that is more; jobs end", () => {
    const pods = workload(deployment, {
      pod: {
        containers: [asking("100m", "64Mi"), asking("1", "64Mi")],
        initContainers: [asking("10m", "512Mi"), { restartPolicy: "Always", ...asking("50m", "32Mi") }],
      },
    });
    expect(demandsOfObjects(toJudged([pods, workload(job)]))).toEqual([
      { name: "app", cpuMillis: 1150, memoryMib: 512, count: always(1) },
    ]);
  });

  it("is read from the values of a chart, and of a chart that nobody knows it is said", () => {
    const { openTelemetryCollector } = charts;
    const collector = (mode: string) =>
      example(release, {
        ...{ name: "spans", chart: openTelemetryCollector.chart },
        values: { mode, replicaCount: 2, ...asking("50m", "256Mi") },
      });
    const other = example(release, { name: "vault", chart: "vault", values: { replicas: 3 } });
    const mute = example(release, { name: "logs", chart: charts.loki.chart, values: {} });
    const counted = demandsOfCharts(toJudged([collector("deployment"), collector("daemonset"), other, mute]));
    expect(counted.demands.slice(0, 2).map(({ count }) => count)).toEqual([always(2), "everyNode"]);
    expect(counted.uncounted).toEqual(["the chart vault as vault", "the chart loki as logs"]);
  });

  it("is an add-on's own figure unless its configuration has another", () => {
    const addon = (addonName: string, configuration: object = {}) =>
      example(types.addon, { addonName, configurationValues: JSON.stringify(configuration) });
    const counted = demandsOfAddons(
      toJudged([
        addon("coredns"),
        addon("coredns", { replicaCount: 4, ...asking("1", "1Gi") }),
        addon("efs"),
      ]),
    );
    expect(counted.demands).toEqual([
      { name: "coredns", cpuMillis: 100, memoryMib: 70, count: always(2) },
      { name: "coredns", cpuMillis: 1000, memoryMib: 1024, count: always(4) },
    ]);
    expect(counted.uncounted).toEqual(["the add-on efs"]);
  });
});

const room = { cpuMillis: 1000, memoryMib: 1000, pods: 10 };
const demand = (cpuMillis: number, memoryMib: number, count: Demand["count"]): Demand => ({
  ...{ name: "pods", cpuMillis, memoryMib, count },
});

describe("pods on nodes", () => {
  it.each<[string, readonly Demand[], number | null]>([
    ["none where there are no pods", [], 0],
    ["by their processors", [demand(400, 1, always(3))], 2],
    ["by their memory", [demand(1, 600, always(3))], 3],
    ["by their number", [demand(1, 1, always(11))], 2],
    ["beside what runs on every node", [demand(300, 0, "everyNode"), demand(400, 1, always(2))], 2],
    ["small ones beside large ones", [demand(300, 1, always(2)), demand(700, 1, always(2))], 2],
    ["on no node at all where one is too large", [demand(1001, 1, always(1))], null],
  ])("take nodes: %s", (_, demands, nodes) => {
    expect(loadOf(demands, "atRest", room).nodes).toBe(nodes);
  });

  it("never take fewer nodes than what they ask for together does, nor more than one for each", () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.nat(6));
    fc.assert(
      fc.property(fc.array(sizes), (all) => {
        const load = loadOf(
          all.map(([cpu, memory, count]) => demand(cpu, memory, always(count))),
          "atMost",
          room,
        );
        const least = Math.max(load.cpuMillis / 1000, load.memoryMib / 1000, load.pods / 10);
        expect(load.nodes).toBeGreaterThanOrEqual(least);
        expect(load.nodes).toBeLessThanOrEqual(load.pods);
      }),
    );
  });
});
