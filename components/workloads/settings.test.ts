import { describe, expect, it } from "vitest";
import { workloadsSettings } from "./settings";

const problems = (settings: unknown): readonly string[] => {
  const parsed = workloadsSettings.safeParse(settings, { reportInput: true });
  return (parsed.error?.issues ?? []).map(({ message, path }) => `${path.join(".")} ${message}`);
};
const examples = (settings: unknown) =>
  (workloadsSettings.safeParse(settings).error?.issues ?? []).map((issue) =>
    issue.code === "custom" ? (issue.params?.["example"] as unknown) : undefined,
  );

describe("the settings of the workloads", () => {
  it("are production's unless something else is said: KUS-03, KUS-13, KUS-14, KUS-15, KUS-28, KCON-18", () => {
    expect(workloadsSettings.parse({})).toMatchObject({
      ...{ catalogue: "urr", delivery: "pulumi", schema: "validate", user: 1000 },
      ...{ autoscaling: true, disruptionBudgets: true, networkPolicies: true },
      blueGreen: { enabled: true, scaleDownDelaySeconds: 30, checks: 5, intervalSeconds: 10, failures: 1 },
      images: { pattern: "{registry}/{prefix}/{short}" },
      web: { cookieSecure: true },
    });
  });

  it("refuse a service that nobody knows, and say which was meant: KCON-04", () => {
    const wrong = { services: { "tiket-service": { replicas: 2 } } };
    expect(problems(wrong)).toEqual([
      expect.stringMatching(/^services\.tiket-service is no service of the catalogue urr: gateway-service, /),
    ]);
    expect(examples(wrong)).toEqual(["ticket-service"]);
    expect(problems({ uploaders: ["frontned"] })[0]).toMatch(/^uploaders\.0 is no service/);
    expect(problems({ services: { frontend: { calls: ["gateway"] } } })[0]).toMatch(
      /^services\.frontend\.calls\.0 is no service/,
    );
  });

  it.each([null, [], "none", 3])("refuse services that are %j, by their own path alone", (services) => {
    expect(problems({ services })).toEqual([expect.stringMatching(/^services /)]);
  });

  it("refuse an autoscaler that may have at most fewer than at least", () => {
    const service = { "auth-service": { autoscaling: { min: 4, max: 3 } } };
    expect(problems({ services: service })).toEqual([
      "services.auth-service.autoscaling.max is below min, which is 4",
    ]);
  });

  it("refuse a number of pods where the load decides it", () => {
    const service = { "auth-service": { replicas: 3, autoscaling: { min: 2, max: 3 } } };
    expect(problems({ services: service })[0]).toMatch(
      /^services\.auth-service\.replicas is decided by the load/,
    );
  });

  it.each([
    [{ "auth-service": { disruption: { minAvailable: 2 } } }, "auth-service", "2"],
    [{ "auth-service": { replicas: 1, disruption: { minAvailable: 1 } } }, "auth-service", "1"],
    [{ "gateway-service": { disruption: { minAvailable: 3 } } }, "gateway-service", "3"],
    [{ "gateway-service": { disruption: { minAvailable: 5 } } }, "gateway-service", "3"],
  ])("refuse a budget by which no node could be drained: %j", (services, name, least) => {
    expect(problems({ services })).toEqual([
      `services.${name}.disruption.minAvailable is all there may be of it, ${least}: no node with one of its pods could be drained`,
    ]);
  });

  it.each([
    [{ autoscaling: { max: 2 } }, "autoscaling must be false, or min and max"],
    [{ autoscaling: { min: 3, mx: 10 } }, "autoscaling must be false, or min and max"],
    [{ autoscaling: true }, "autoscaling must be false, or min and max"],
    [{ disruption: { minAvailable: "50%" } }, "disruption must be false, or either minAvailable"],
    [
      { disruption: { minAvailable: 1, maxUnavailable: 1 } },
      "disruption must be false, or either minAvailable",
    ],
    [{ calls: ["auth-service"] }, "calls.0 is the service itself"],
  ])("say what they take in place of %j", (service, message) => {
    expect(problems({ services: { "auth-service": service } })[0]).toContain(
      `services.auth-service.${message}`,
    );
  });

  it("take a budget that leaves something to drain", () => {
    for (const disruption of [{ minAvailable: 1 }, { maxUnavailable: 1 }, false]) {
      expect(problems({ services: { "auth-service": { disruption } } })).toEqual([]);
    }
  });

  it.each([
    [{ images: { tag: "latest" } }, "images.tag moves, so that nobody knows what runs"],
    [
      { services: { frontend: { tag: "latest" } } },
      "services.frontend.tag moves, so that nobody knows what runs",
    ],
    [{ images: { tag: "has space" } }, "images.tag is no tag"],
    [{ images: { pattern: "{prefix}/{short}" } }, "images.pattern begins with no registry"],
    [{ images: { pattern: "urr/{short}" } }, "images.pattern begins with no registry"],
    [{ images: { pattern: "{registry}/{prefix}/all" } }, "images.pattern names every service's image alike"],
    [{ images: { pattern: "{registry}/{name}" } }, "images.pattern has {name}"],
    [{ images: { registry: "CHANGE_ME" } }, "images.registry is no host of a registry"],
  ])("refuse an image that nobody could tell: %j: WKN-03, KCON-20", (settings, message) => {
    expect(problems(settings)[0]).toContain(message);
  });

  it.each([
    [{ namespace: "kube-system" }, "namespace is Kubernetes' own"],
    [{ namespace: "default" }, "namespace is Kubernetes' own"],
    [{ namespace: "Urr" }, "namespace must be small letters"],
    [{ configName: "x".repeat(56) }, "configName is longer than 55 characters"],
    [{ services: { frontend: { variables: { "not-a-name": "x" } } } }, "variables.not-a-name"],
    [{ services: { frontend: { resources: { cpu: "many" } } } }, "must be cores or thousandths of one"],
    [{ services: { frontend: { resources: { memoryLimit: "1G" } } } }, "must be so many Mi or Gi"],
    [{ user: 0 }, "user"],
  ])("refuse %j", (settings, message) => {
    expect(problems(settings)[0]).toContain(message);
  });

  it("tell everything that is wrong at once", () => {
    expect(
      problems({
        namespace: "default",
        images: { tag: "latest" },
        services: { nobody: {}, "auth-service": { autoscaling: { min: 4, max: 3 } } },
      }),
    ).toHaveLength(4);
  });
});
