import { describe, expect, it } from "vitest";
import { orderOf } from "../../../test/support/order";
import {
  builtObservability,
  onLaptop,
  type ObservabilityCase,
} from "../../../test/support/workloads/observability";
import { isAllowed } from "../../../test/support/iam";

const releaseType = "kubernetes:helm.sh/v3:Release";

const releasesIn = async (given: ObservabilityCase = {}) => {
  const graph = await builtObservability(given);
  return graph
    .ofType(releaseType)
    .map(({ inputs }) => `${String(inputs["namespace"])}/${String(inputs["name"])}`)
    .sort();
};

const namespacesIn = async (given: ObservabilityCase = {}) => {
  const graph = await builtObservability(given);
  return Object.fromEntries(
    graph.ofType("kubernetes:core/v1:Namespace").map(({ inputs }) => {
      const { labels, name } = inputs["metadata"] as { name: string; labels: Record<string, string> };
      return [name, labels["pod-security.kubernetes.io/enforce"]];
    }),
  );
};

describe("observability", () => {
  it("needs a collector for X-Ray alone where AWS does the rest: CON-32, KUS-27, OPS-11, OPS-12", async () => {
    expect(await releasesIn()).toEqual(["telemetry/otel-gateway"]);
    expect(await namespacesIn()).toEqual({ telemetry: "restricted", "amazon-cloudwatch": "privileged" });
  });

  it("is Prometheus, Grafana, Loki and collectors in the cluster on a laptop, and nothing of AWS: KDAT-09, KUS-27, LOC-06, OPS-09, OPS-10", async () => {
    const laptop = { settings: onLaptop, onAws: false };
    expect(await releasesIn(laptop)).toEqual([
      "logging/loki",
      "monitoring/kube-prometheus-stack",
      "monitoring/prometheus-operator-crds",
      "node-agents/otel-logs",
    ]);
    expect(await namespacesIn(laptop)).toEqual({
      ...{ monitoring: "restricted", logging: "restricted" },
      "node-agents": "privileged",
    });
    const graph = await builtObservability(laptop);
    expect(graph.all().filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  });

  it("shuts its namespaces, but for the add-on's, of which AWS alone knows who comes in", async () => {
    const shut = async (given: ObservabilityCase) =>
      (await builtObservability(given))
        .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
        .map(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace)
        .toSorted();
    expect(await shut({})).toEqual(["telemetry"]);
    expect(await shut({ settings: onLaptop, onAws: false })).toEqual([
      "logging",
      "monitoring",
      "node-agents",
    ]);
  });

  it("is nothing where nobody wants it", async () => {
    const graph = await builtObservability({ settings: { metrics: "none", logs: "none", traces: "none" } });
    expect(graph.ofType(releaseType)).toEqual([]);
    expect(graph.ofType("kubernetes:core/v1:Namespace")).toEqual([]);
  });

  it("knows the operator's kinds before anything is of them, and takes rules out before who looks at them", async () => {
    const graph = await builtObservability({ settings: onLaptop, onAws: false });
    const before = orderOf(graph.all());
    const kinds = graph.named("watch-definitions-release");
    const stack = graph.named("watch-metrics-stack-release");
    expect(before(stack).has(kinds)).toBe(true);
    expect(before(graph.named("watch-logs-loki-release")).has(kinds)).toBe(true);
    for (const name of [
      "prometheusrule-urr-services",
      "podmonitor-urr-services",
      "configmap-dashboard-urr-services",
    ]) {
      expect(before(graph.named(`watch-metrics-${name}`)).has(stack)).toBe(true);
    }
  });

  it("really deletes releases that keep volumes, which the disk driver must give back, also where the cluster goes as well", async () => {
    const graph = await builtObservability({ settings: { metrics: "prometheus", logs: "loki" } });
    const kept = graph.ofType(releaseType).filter(({ deletedWith }) => deletedWith === null);
    expect(kept.map(({ name }) => name)).toEqual(["watch-metrics-stack-release", "watch-logs-loki-release"]);
  });

  it("gives each pod that needs AWS rights of its own, and Loki a bucket", async () => {
    const graph = await builtObservability({ settings: { metrics: "prometheus", logs: "loki" } });
    const associations = graph.ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    const pods = associations.map(
      ({ inputs }) => `${String(inputs["namespace"])}/${String(inputs["serviceAccount"])}`,
    );
    expect(pods.sort()).toEqual(["logging/loki", "monitoring/grafana", "telemetry/otel-gateway"]);
    const policy = graph.named("watch-logs-loki-id-pods-policy").inputs["policy"];
    const bucket = String(graph.named("watch-logs-bucket-bucket").outputs["arn"]);
    const may = (action: string, resource: string) =>
      isAllowed({ action, resource, context: {} }, { identity: [policy] });
    expect(may("s3:PutObject", `${bucket}/chunks/1`)).toBe(true);
    expect(may("s3:PutObject", "arn:aws:s3:::another/chunks/1")).toBe(false);
    expect(may("s3:DeleteBucket", bucket)).toBe(false);
    const { rules } = graph.named("watch-logs-bucket-lifecycle").inputs as {
      rules: readonly { id: string; expiration: { days?: number } }[];
    };
    expect(rules.find(({ id }) => id === "forget-what-loki-left")?.expiration.days).toBeGreaterThan(30);
  });

  it("keeps Grafana's password and the channel's address in Secrets, out of the values: OPS-07", async () => {
    const discordWebhook = "https://discord.example.com/api/webhooks/1";
    const graph = await builtObservability({ settings: onLaptop, onAws: false, discordWebhook });
    const secret = (part: string) => graph.named(`watch-metrics-${part}`).inputs["stringData"];
    expect(secret("discord-address")).toEqual({ webhook: discordWebhook });
    expect(secret("admin")).toMatchObject({ "admin-user": "admin" });
    expect(String((secret("admin") as Record<string, string>)["admin-password"])).toHaveLength(32);
    const { values } = graph.named("watch-metrics-stack-release").inputs;
    expect(JSON.stringify(values)).not.toContain(discordWebhook);
    expect(graph.has("watch-metrics-discord")).toBe(true);
    const silent = await builtObservability({ settings: onLaptop, onAws: false });
    expect(silent.has("watch-metrics-discord")).toBe(false);
  });
});
