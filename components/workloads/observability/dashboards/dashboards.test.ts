import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { allDashboards, dashboards } from "./all";
import { dashboardModel } from "./dashboard";

const everything = { ...facts, onAws: true, waitingRoomFigures: "urr-test/WaitingRoom" };

describe("dashboards", () => {
  it("are ConfigMaps that Grafana's sidecar finds, of valid JSON", async () => {
    const { ConfigMap } = await import("kubernetes-models/v1/ConfigMap");
    for (const map of dashboards(everything)) {
      expect(() => {
        new ConfigMap(map).validate();
      }).not.toThrow();
      expect(map.metadata).toMatchObject({ namespace: "monitoring", labels: { grafana_dashboard: "1" } });
      const [text] = Object.values(map["data"] as Record<string, string>);
      expect(JSON.parse(text ?? "")).toHaveProperty("uid");
    }
  });

  it("keep their addresses: services, waiting room, data tier, and nodes with their pods: KDAT-09", () => {
    expect(allDashboards(everything).map(({ uid }) => uid)).toEqual([
      "urr-services",
      "urr-waiting-room",
      "urr-data-tier",
      "urr-nodes",
    ]);
  });

  it.each(allDashboards(everything).map((one) => [one.title, dashboardModel(one)] as const))(
    "%s: every panel asks something, under a name of its own, and none covers another",
    (_, { panels }) => {
      for (const { targets, title } of panels) {
        expect(targets.length, title).toBeGreaterThan(0);
        expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      }
      const places = panels.map(({ gridPos }) => `${String(gridPos.x)} ${String(gridPos.y)}`);
      expect(new Set(places).size).toBe(panels.length);
      expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    },
  );

  it("show rate, errors and duration of every service", () => {
    const [services] = allDashboards(everything);
    const titles = services?.panels.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["Requests", "Failed requests", "Duration"]));
  });

  it("ask CloudWatch only where it is", () => {
    const asks = (given: typeof everything) =>
      allDashboards(given).flatMap((one) =>
        dashboardModel(one).panels.flatMap(({ targets }) => targets.map(({ datasource }) => datasource.type)),
      );
    expect(asks(everything)).toContain("cloudwatch");
    expect(asks({ ...everything, onAws: false })).not.toContain("cloudwatch");
  });
});
