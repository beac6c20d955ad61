import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { alertmanagerValues, discordConfiguration } from "./alertmanager";

const channel = { name: "alertmanager-discord", key: "webhook" };
const configuration = discordConfiguration(channel);
const { spec } = configuration as unknown as {
  readonly spec: {
    readonly route: {
      readonly receiver: string;
      readonly groupBy: readonly string[];
      readonly routes: readonly {
        readonly receiver: string;
        readonly matchers: readonly { readonly value: string }[];
      }[];
    };
    readonly receivers: readonly { readonly name: string; readonly discordConfigs?: readonly object[] }[];
    readonly inhibitRules: readonly object[];
  };
};

describe("Alertmanager", () => {
  it("is an object that the operator takes", async () => {
    const { AlertmanagerConfig } =
      await import("@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig");
    const Kind = AlertmanagerConfig as unknown as new (data: unknown) => { validate(): void };
    expect(() => {
      new Kind(configuration).validate();
    }).not.toThrow();
  });

  it("tells a Discord channel, whose address is in a Secret and nowhere else: OPS-07", () => {
    const { name } = alertmanagerValues(facts, channel).alertmanagerSpec.alertmanagerConfiguration ?? {};
    expect(name).toBe(configuration.metadata.name);
    const [told] = spec.receivers.filter((one) => one.discordConfigs !== undefined);
    expect(told?.name).toBe(spec.route.receiver);
    expect(told?.discordConfigs).toEqual([expect.objectContaining({ apiURL: channel, sendResolved: true })]);
    expect(JSON.stringify(configuration)).not.toContain("https://");
  });

  it("tells nobody where there is no channel: OPS-07", () => {
    expect(alertmanagerValues(facts, undefined).alertmanagerSpec).not.toHaveProperty(
      "alertmanagerConfiguration",
    );
  });

  it("says once what belongs together, and no warning beside the critical alert of the same thing", () => {
    expect(spec.route.groupBy).toEqual(["alertname", "namespace"]);
    expect(spec.inhibitRules).toEqual([
      {
        sourceMatch: [{ name: "severity", value: "critical", matchType: "=" }],
        targetMatch: [{ name: "severity", value: "warning|info", matchType: "=~" }],
        equal: ["alertname", "app", "instance", "namespace"],
      },
    ]);
  });

  it("keeps the alert that always fires to itself", () => {
    const [silent] = spec.route.routes;
    expect(silent?.matchers[0]?.value.split("|")).toContain("Watchdog");
    expect(spec.receivers.find(({ name }) => name === silent?.receiver)).toEqual({ name: silent?.receiver });
  });

  it("is two pods where controllers are, so that a drained node silences nobody", () => {
    expect(alertmanagerValues(facts, undefined)).toMatchObject({
      podDisruptionBudget: { enabled: true },
      alertmanagerSpec: { replicas: 2 },
    });
    expect(alertmanagerValues({ ...facts, replicas: 1 }, undefined).podDisruptionBudget.enabled).toBe(false);
  });
});
