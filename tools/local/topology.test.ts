import { describe, expect, it } from "vitest";

import { kindCluster, nodeImage, topologies } from "./topology";

describe("the cluster on a laptop", () => {
  it("has one node by default, called urr-local: LOC-02, KCON-02, KUS-31", () => {
    const { name, nodes } = kindCluster("single");
    expect({ name, roles: nodes.map(({ role }) => role) }).toEqual({
      name: "urr-local",
      roles: ["control-plane"],
    });
  });

  it("has three on request, with labels that part services from data: LOC-01, LOC-04, CLU-24, KCON-02, KUS-31", () => {
    const { name, nodes } = kindCluster("three");
    expect({ name, nodes: nodes.map(({ role, labels }) => ({ role, labels })) }).toEqual({
      name: "tiketi-local",
      nodes: [
        { role: "control-plane", labels: { "ingress-ready": "true" } },
        { role: "worker", labels: { workload: "application" } },
        { role: "worker", labels: { workload: "data" } },
      ],
    });
  });

  it.each(topologies)(
    "%s maps the documented ports and Zipkin's, to this machine alone: LOC-03, KCON-37, KUS-31",
    (topology) => {
      const [first, ...others] = kindCluster(topology).nodes;
      const port = (containerPort: number, hostPort: number) => ({
        ...{ containerPort, hostPort, listenAddress: "127.0.0.1", protocol: "TCP" },
      });
      expect(first?.extraPortMappings?.toSorted((a, b) => a.containerPort - b.containerPort)).toEqual([
        port(30_000, 3001),
        port(30_005, 3000),
        port(30_006, 3006),
        port(30_411, 9411),
        port(30_432, 15_432),
      ]);
      expect(others.filter((node) => node.extraPortMappings !== undefined)).toEqual([]);
    },
  );

  it.each(topologies)("%s runs one node image everywhere, named by its digest", (topology) => {
    expect(new Set(kindCluster(topology).nodes.map(({ image }) => image))).toEqual(new Set([nodeImage]));
    expect(nodeImage).toMatch(/^docker\.io\/kindest\/node:v1\.36\.\d+@sha256:[0-9a-f]{64}$/);
  });
});
