import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseLaptop } from "../../infra/laptop";
import type { Resource } from "../../tools/offline/resource";
import { portMappings } from "../../tools/local/ports";
import { at } from "../support/workloads/environment";
import { evaluated, laptops, projectRoot, stackOf } from "../support/stacks";

const objects = async () =>
  (await evaluated("local")).resources.filter(({ type }) => type.startsWith("kubernetes:"));
const kindOf = ({ inputs }: Resource) => String(inputs["kind"]);
const nameOf = ({ inputs }: Resource) => String(at(inputs, "metadata.name"));
const named = (all: readonly Resource[], kind: string) =>
  all.filter((one) => kindOf(one) === kind).map(nameOf);

describe("the stack of a laptop", () => {
  it("is there, and the only one without AWS", () => {
    expect(laptops).toEqual(["local"]);
  });

  it("has the services, the stores and all that watches them in the cluster: LOC-05, LOC-06, KUS-18, KUS-19, KUS-20, KUS-27", async () => {
    const all = await objects();
    expect(named(all, "Namespace")).toContain("urr-spring");
    expect(named(all, "Deployment")).toEqual(
      expect.arrayContaining(["gateway-service", "frontend", "zipkin-spring"]),
    );
    expect(named(all, "StatefulSet").toSorted()).toEqual([
      ...["dragonfly-spring", "kafka-spring", "postgres-spring"],
    ]);
    const releases = all
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .map(({ inputs }) => inputs["name"]);
    expect(releases.toSorted()).toEqual([
      ...["kube-prometheus-stack", "loki", "otel-logs", "prometheus-operator-crds"],
    ]);
    expect(named(all, "ConfigMap").filter((name) => name.startsWith("dashboard-"))).toHaveLength(4);
  });

  it("does without autoscalers, budgets, blue/green and SQS, but not without policies: LOC-18, SCL-11, ROL-09, KUS-13…KUS-15", async () => {
    const all = await objects();
    const kinds = new Set(all.map(kindOf));
    for (const kind of ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Rollout", "TargetGroupBinding"]) {
      expect([...kinds], kind).not.toContain(kind);
    }
    expect(named(all, "NetworkPolicy")).toContain("default-deny-all");
    const config = all.find(({ name }) => name === "workloads-app-config");
    expect(at(config?.inputs, "data.SQS_ENABLED")).toBe("false");
  });

  it("answers at every port that the cluster forwards, and at no other: LOC-03, KCON-37, KDAT-03, KDAT-07, KDAT-09", async () => {
    const all = await objects();
    const ofServices = all
      .filter((one) => kindOf(one) === "Service")
      .flatMap(({ inputs }) => at(inputs, "spec.ports") as readonly { readonly nodePort?: number }[])
      .flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort]));
    const prometheus = all.find(({ inputs }) => inputs["name"] === "kube-prometheus-stack");
    const grafana = Number(at(prometheus?.inputs, "values.grafana.service.nodePort"));
    expect([...ofServices, grafana].toSorted()).toEqual(
      portMappings.map(({ nodePort }) => nodePort).toSorted(),
    );
  });

  it("runs the images that are built beside it, and pulls none of them: WRK-23, KUS-08, KUS-09", async () => {
    const deployments = (await objects()).filter((one) => kindOf(one) === "Deployment");
    const own = deployments.filter((one) => nameOf(one) !== "zipkin-spring");
    expect(own).toHaveLength(9);
    for (const one of own) {
      expect(at(one.inputs, "spec.template.spec.containers.0"), nameOf(one)).toMatchObject({
        image: `docker.io/library/tiketi-spring-${nameOf(one)}:local`,
        imagePullPolicy: "IfNotPresent",
      });
    }
  });

  it("needs no region, no account and no key of anybody", () => {
    const file = readFileSync(join(projectRoot, "Pulumi.local.yaml"), "utf8");
    expect(file).not.toMatch(/aws:|secure|account/);
    expect(stackOf("local").notices.map(({ policy }) => policy)).toEqual(["feature-off", "feature-off"]);
  });
});

describe("settings of a laptop", () => {
  const problems = (workloads: object, environment: object = {}) =>
    (
      parseLaptop(
        { "urr:environment": { target: "kind", ...environment }, "urr:workloads": workloads },
        "laptop",
      ).problems ?? []
    ).map(({ message, path }) => `${path} ${message}`);

  it("refuse what needs an AWS account: LOC-06", () => {
    expect(problems({})).toEqual([
      "urr:workloads.observability.metrics is Container Insights, which needs an AWS account",
      "urr:workloads.observability.logs is CloudWatch Logs, which needs an AWS account",
      "urr:workloads.observability.traces is AWS X-Ray, which needs an AWS account",
    ]);
  });

  it("refuse a section that only AWS has", () => {
    const observability = { metrics: "none", logs: "none", traces: "none" };
    const { problems: found = [] } = parseLaptop(
      {
        "urr:environment": { target: "kind" },
        "urr:workloads": { observability },
        "urr:network": { zones: ["a"] },
      },
      "laptop",
    );
    expect(found.map(({ path }) => path)).toEqual(["urr:network"]);
  });

  it("refuse a port of the node that two ask for: KCON-37", () => {
    const observability = {
      ...{ metrics: "prometheus", logs: "loki", traces: "zipkin" },
      grafana: { nodePort: 30_005 },
    };
    expect(problems({ observability })).toEqual([
      "urr:workloads.observability.grafana.nodePort is the port of urr:environment.nodePorts.frontend too",
    ]);
  });

  it("refuse a port that Kubernetes gives to no Service", () => {
    const observability = { metrics: "none", logs: "none", traces: "none" };
    expect(problems({ observability }, { nodePorts: { gateway: 3001 } })[0]).toMatch(
      /^urr:environment\.nodePorts\.gateway/,
    );
  });
});
