import { describe, expect, it } from "vitest";
import { graphOf, nodeGroup, opened } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const groupOf = (graph: Graph) => graph.named("edge-load-balancer-door-group").id;

const rules = (graph: Graph, type: string, group: unknown) =>
  graph.ofType(type).flatMap(({ inputs }) => (inputs["securityGroupId"] === group ? [inputs] : []));

/** `from port` of each rule that lets somebody in. */
const admitted = (graph: Graph, group: unknown) =>
  rules(graph, ingress, group).map((one) => {
    const peer = one["prefixListId"] ?? one["cidrIpv4"] ?? one["referencedSecurityGroupId"];
    expect(one["ipProtocol"]).toBe("tcp");
    return `${String(peer)} ${String(one["fromPort"])}-${String(one["toPort"])}`;
  });

describe("the door of the load balancer", () => {
  it("is open to the addresses of CloudFront alone, on 443 alone: NET-40, SEC-01, CON-04, KCON-25, KPLT-28, PLT-02, WEA-20", async () => {
    const graph = await graphOf();
    const [only, ...others] = admitted(graph, groupOf(graph));
    expect(others).toEqual([]);
    expect(only).toMatch(/^pl-[0-9a-f]+ 443-443$/);
  });

  it("is open without CloudFront to the networks that are named, and to nobody else: CON-05, NET-41, KCON-25, KPLT-18", async () => {
    const graph = await graphOf(opened);
    expect(admitted(graph, groupOf(graph)).toSorted()).toEqual(
      opened.allowCidrs.map((cidr) => `${cidr} 443-443`).toSorted(),
    );
  });

  it("leads to the nodes on the ports of its targets, which admit it there alone: NET-42, NET-43, CON-06, KCON-26, KPLT-18", async () => {
    const graph = await graphOf({ loadBalancer: { gateway: { nodePort: false } } });
    const group = groupOf(graph);
    expect(admitted(graph, nodeGroup).toSorted()).toEqual([
      `${String(group)} 3000-3000`,
      `${String(group)} 3001-3001`,
    ]);
    expect(
      rules(graph, egress, group)
        .map((one) => [one["referencedSecurityGroupId"], one["fromPort"], one["toPort"], one["ipProtocol"]])
        .toSorted(),
    ).toEqual([
      [nodeGroup, 3000, 3000, "tcp"],
      [nodeGroup, 3001, 3001, "tcp"],
    ]);
  });

  it("opens a port of the nodes where a service is deployed blue/green, and not its pods': NET-43, CON-06, KCON-26", async () => {
    const graph = await graphOf({ loadBalancer: { gateway: { nodePort: 30_080 } } });
    const group = String(groupOf(graph));
    expect(admitted(graph, nodeGroup).toSorted()).toEqual([`${group} 3000-3000`, `${group} 30080-30080`]);
  });

  it("opens no port for a site that is files: CON-06", async () => {
    const graph = await graphOf({ frontend: "files" });
    expect(admitted(graph, nodeGroup)).toEqual([`${String(groupOf(graph))} 30000-30000`]);
  });
});
