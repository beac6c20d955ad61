import { describe, expect, it } from "vitest";
import { at } from "../../../test/support/workloads/environment";
import { platformPolicies, type PlatformCallers } from "./platform";

const appSubnets = ["10.0.10.0/24", "10.0.11.0/24"];
const callers: PlatformCallers = {
  ...{ api: appSubnets, services: "urr-spring", atNodes: {}, gateway: undefined },
  others: ["monitoring", "node-agents", "logging", "k6-operator", "load-test"],
};

interface Peer {
  readonly ipBlock?: { readonly cidr: string };
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
}

interface Rule {
  readonly from: readonly Peer[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

/** Who gets in at which ports, each as one line; undefined where nobody is kept out. */
function waysInto(namespace: string, given: Partial<PlatformCallers> = {}): readonly string[] | undefined {
  const [policy] = platformPolicies(namespace, { ...callers, ...given });
  if (policy === undefined) return undefined;
  const rules = (at(policy, "spec.ingress") ?? []) as readonly Rule[];
  const who = ({ ipBlock, namespaceSelector }: Peer) =>
    ipBlock?.cidr ?? namespaceSelector?.matchLabels["kubernetes.io/metadata.name"];
  return rules.map(
    ({ from, ports }) =>
      `${from.map(who).join(" ")}: ${ports.map(({ port, protocol }) => `${String(port)}/${protocol}`).join(" ")}`,
  );
}

describe("namespaces of the platform", () => {
  const api = appSubnets.join(" ");

  it("let the Kubernetes API call their webhooks, and nobody else", () => {
    expect(waysInto("external-secrets")).toEqual([`${api}: 10250/TCP`, "monitoring: 8080/TCP"]);
    expect(waysInto("keda")).toEqual([`${api}: 6443/TCP 9443/TCP`, "monitoring: 8080/TCP", "keda: 9666/TCP"]);
    expect(waysInto("argo-rollouts")).toEqual(["monitoring: 8090/TCP"]);
    expect(waysInto("k6-operator")).toEqual([]);
  });

  it("let pods tell each other what they must", () => {
    expect(waysInto("argocd", { others: [] })).toEqual(["argocd: 8081/TCP 6379/TCP 26379/TCP"]);
    expect(waysInto("load-test")).toEqual(["k6-operator: 6565/TCP", "load-test: 6565/TCP"]);
  });

  it("take spans of the services, lines of the agents, and figures of load tests", () => {
    expect(waysInto("telemetry")).toEqual(["urr-spring: 9411/TCP", "monitoring: 8888/TCP"]);
    expect(waysInto("node-agents")).toEqual(["monitoring: 8888/TCP"]);
    expect(waysInto("logging")).toEqual([
      "monitoring: 3100/TCP",
      "node-agents: 3100/TCP",
      "logging: 3100/TCP 7946/TCP 9095/TCP",
    ]);
    expect(waysInto("monitoring")).toEqual([
      `${api}: 10250/TCP`,
      "load-test: 9090/TCP",
      "monitoring: 9090/TCP 9093/TCP 3000/TCP 8080/TCP 10250/TCP",
      "monitoring: 9094/TCP 9094/UDP",
    ]);
  });

  it("show Argo CD's pages through the operators' gateway alone: KPLT-09", () => {
    const [pages] = waysInto("argocd", { gateway: ["10.0.20.0/24"], others: [] }) ?? [];
    expect(pages).toBe("10.0.20.0/24: 8080/TCP");
    expect(waysInto("argocd")?.[0]).toBe("monitoring: 8080/TCP 8082/TCP 8083/TCP 8084/TCP 9001/TCP");
    expect(waysInto("external-secrets", { gateway: ["10.0.20.0/24"] })).toEqual(waysInto("external-secrets"));
  });

  it("name nobody who is not there", () => {
    const alone = { others: [] };
    expect(waysInto("external-secrets", alone)).toEqual([`${api}: 10250/TCP`]);
    expect(waysInto("telemetry", alone)).toEqual(["urr-spring: 9411/TCP"]);
    expect(waysInto("monitoring", { others: ["monitoring"] })?.join()).not.toContain("load-test");
  });

  it("are open to everybody at the ports for which nodes answer", () => {
    const grafana = { atNodes: { monitoring: [3000] } };
    expect(waysInto("monitoring", grafana)).toContain("0.0.0.0/0: 3000/TCP");
    expect(waysInto("logging", grafana)).toEqual(waysInto("logging"));
  });

  it("stay open where nobody knows who must come in", () => {
    expect(waysInto("amazon-cloudwatch")).toBeUndefined();
    expect(waysInto("kube-system")).toBeUndefined();
  });

  it("speak of all pods of the namespace, and of what comes in alone", async () => {
    const { NetworkPolicy } = await import("kubernetes-models/networking.k8s.io/v1/NetworkPolicy");
    for (const namespace of ["external-secrets", "k6-operator", "monitoring", "telemetry"]) {
      const [policy] = platformPolicies(namespace, callers);
      expect(policy?.metadata).toMatchObject({ namespace, name: "default-deny-ingress" });
      expect(policy?.["spec"]).toMatchObject({ podSelector: {}, policyTypes: ["Ingress"] });
      new NetworkPolicy(policy).validate();
    }
  });
});
