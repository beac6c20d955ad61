import { describe, expect, it } from "vitest";
import { toJudged } from "../../policies/example";
import { object, workload } from "../../policies/kubernetes-example";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import type { ExampleResource } from "../../policies/policy";
import { reachDocument } from "./document";

const { namespace, networkPolicy, deployment } = kubernetesTypes;

/** Pods that listen on one port, which they call `http`. */
const pods = (app: string, port: number, inNamespace = "urr-spring") =>
  workload(deployment, {
    metadata: { name: app, namespace: inNamespace },
    labels: { app },
    container: { ports: [{ name: "http", containerPort: port }] },
  });
const policy = (name: string, spec: object, inNamespace = "urr-spring") =>
  object(networkPolicy, name, { spec }, { namespace: inNamespace });
const of = (app: string) => ({ podSelector: { matchLabels: { app } } });
const deny = policy("deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const letOut = (from: string, to: object, ports: object[]) =>
  policy(`out-${from}`, { ...of(from), policyTypes: ["Egress"], egress: [{ to: [to], ports }] });
const letIn = (into: string, from: object, ports: object[]) =>
  policy(`in-${into}`, { ...of(into), policyTypes: ["Ingress"], ingress: [{ from: [from], ports }] });

/** Who calls whom among pods of the stack, on which port. */
function ways(...resources: readonly ExampleResource[]) {
  const { ways: all } = reachDocument("example", toJudged(resources));
  const own = new Set(resources.map(({ props }) => (props["metadata"] as { name: string }).name));
  return all
    .filter(({ from, to }) => own.has(from) && own.has(to) && from !== to)
    .map(({ from, port, to }) => `${from} -> ${to} ${String(port ?? "all")}`);
}

const [a, b] = [pods("a", 80), pods("b", 90)];
const port = { port: 90 };

describe("pods reach others", () => {
  it("on every port where no policy speaks of them", () => {
    expect(ways(a, b)).toEqual(["a -> b all", "b -> a all"]);
  });

  it("by none where everything is denied", () => {
    expect(ways(a, b, deny)).toEqual([]);
  });

  it("only where they are let out and let in", () => {
    const [out, into] = [letOut("a", of("b"), [port]), letIn("b", of("a"), [port])];
    expect(ways(a, b, deny, out)).toEqual([]);
    expect(ways(a, b, deny, into)).toEqual([]);
    expect(ways(a, b, deny, out, into)).toEqual(["a -> b 90"]);
  });

  it("only on a port, and by a protocol, that both ends have", () => {
    const out = letOut("a", of("b"), [port]);
    expect(ways(a, b, deny, out, letIn("b", of("a"), [{ port: 91 }]))).toEqual([]);
    expect(ways(a, b, deny, out, letIn("b", of("a"), [{ port: 90, protocol: "UDP" }]))).toEqual([]);
    expect(ways(a, b, deny, out, letIn("b", of("a"), [{ port: 80, endPort: 99 }]))).toEqual(["a -> b 90"]);
  });

  it("on a port by the name that the container gives it", () => {
    const into = letIn("b", of("a"), [{ port: "http" }]);
    expect(ways(a, b, deny, letOut("a", of("b"), [port]), into)).toEqual(["a -> b 90"]);
    expect(ways(a, b, deny, letOut("a", of("b"), [{ port: "https" }]), into)).toEqual([]);
  });

  it("in their own namespace, where a policy names labels alone", () => {
    const elsewhere = pods("b", 90, "elsewhere");
    expect(ways(a, elsewhere, letOut("a", of("b"), [port]))).toEqual(["b -> a all"]);
  });

  it("in another one where its labels are asked for, together with those of the pod", () => {
    const elsewhere = pods("b", 90, "elsewhere");
    const there = object(namespace, "elsewhere", {}, { labels: { team: "x" }, namespace: undefined });
    const asked = (namespaceLabels: object, app = "b") =>
      ways(
        a,
        elsewhere,
        there,
        deny,
        letOut("a", { namespaceSelector: { matchLabels: namespaceLabels }, ...of(app) }, [port]),
      );
    expect(asked({ team: "x" })).toEqual(["a -> b 90"]);
    expect(asked({ "kubernetes.io/metadata.name": "elsewhere" })).toEqual(["a -> b 90"]);
    expect(asked({ team: "y" })).toEqual([]);
    expect(asked({ team: "x" }, "c")).toEqual([]);
  });

  it("where one of several policies is enough", () => {
    const open = policy("all-in", { podSelector: {}, ingress: [{}] });
    expect(ways(a, b, open, deny, letOut("a", of("b"), [port]))).toEqual(["a -> b 90"]);
  });

  it("not, once a policy without types has rules for what goes out", () => {
    const out = policy("out", { ...of("a"), egress: [{ to: [of("c")], ports: [port] }] });
    expect(ways(a, b, out)).toEqual([]);
  });
});
