import { describe, expect, it } from "vitest";
import { platformOf } from "../../../test/support/workloads/platform";
import { argoCdValues } from "./argo-cd";
import { argoRolloutsValues } from "./argo-rollouts";
import { countedCharts, podsOfChart } from "./footprint";

const common = { replicas: 2, platformNodesTainted: false, monitored: false };

describe("pods of a chart", () => {
  it("are counted, with what they ask for", () => {
    expect(podsOfChart("argo-rollouts", argoRolloutsValues(common))).toEqual([
      { name: "controller", count: 2, cpuMillis: 100, memoryMib: 256 },
    ]);
  });

  it("ask for what their containers ask for together, and are left out where they are switched off", () => {
    const gateway = { name: "platform", namespace: "gateway" };
    const pods = (replicas: number) =>
      podsOfChart(
        "argo-cd",
        argoCdValues({ ...common, replicas, gateway, host: undefined, tellsDiscord: false }),
      );
    expect(pods(2)).toContainEqual({ name: "redis-ha", count: 3, cpuMillis: 80, memoryMib: 288 });
    expect(pods(1).map(({ name }) => name)).not.toContain("redis-ha");
    expect(pods(1)).toContainEqual({ name: "redis", count: 1, cpuMillis: 50, memoryMib: 192 });
    expect(pods(1)).toContainEqual({ name: "controller", count: 1, cpuMillis: 250, memoryMib: 1024 });
    expect(pods(1).map(({ name }) => name)).not.toContain("notifications");
  });

  it("are known for every chart of the platform, from what is sent", async () => {
    const { resources } = await platformOf({
      ...{
        karpenter: true,
        scalesByQueue: true,
        delivery: "argocd",
        discordWebhook: "https://discord.example.com",
      },
      settings: { loadTests: true },
    });
    const releases = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
    expect(releases).toHaveLength(8);
    for (const { inputs } of releases) {
      const chart = String(inputs["chart"]);
      expect(countedCharts).toContain(chart);
      for (const { count, cpuMillis, memoryMib } of podsOfChart(chart, inputs["values"])) {
        expect(count, chart).toBeGreaterThan(0);
        expect(cpuMillis, chart).toBeGreaterThan(0);
        expect(memoryMib, chart).toBeGreaterThan(0);
      }
    }
  });

  it("are not guessed where values say nothing of them", () => {
    expect(() => podsOfChart("argo-rollouts", { controller: { replicas: 2 } })).toThrow(
      "say nothing at controller.resources.requests.cpu",
    );
  });
});
