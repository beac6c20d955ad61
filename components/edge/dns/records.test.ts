import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf, opened } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";
import { hostsOf, publicHosts } from "../hosts";

const recordType = "aws:route53/record:Record";

interface Alias {
  readonly name: string;
  readonly zoneId: string;
  readonly evaluateTargetHealth: boolean;
}

/** Aliases as `type name -> target`. */
function aliases(graph: Graph): readonly string[] {
  return graph.ofType(recordType).flatMap(({ inputs }) => {
    const [alias] = (inputs["aliases"] ?? []) as readonly Alias[];
    return alias === undefined
      ? []
      : [`${String(inputs["type"])} ${String(inputs["name"])} -> ${alias.name} in ${alias.zoneId}`];
  });
}

function target(graph: Graph, name: string, host: string, zone: string): string {
  const { outputs } = graph.named(name);
  return `${String(outputs[host])} in ${String(outputs[zone])}`;
}

const targetsOf = (graph: Graph) => ({
  balancer: target(graph, "edge-load-balancer-balancer", "dnsName", "zoneId"),
});

describe("the names of an environment", () => {
  it("lead to CloudFront with CloudFront, in addresses of both kinds; its origins have one each: EDG-02, CON-26", async () => {
    const graph = await graphOf();
    const site = target(graph, "edge-cdn-distribution-site", "domainName", "hostedZoneId");
    const room = target(graph, "edge-waiting-room-domain", "regionalDomainName", "regionalZoneId");
    expect(aliases(graph).toSorted()).toEqual(
      [
        ...["", "www.", "api."].flatMap((label) =>
          ["A", "AAAA"].map((type) => `${type} ${label}${domain} -> ${site}`),
        ),
        `A origin.${domain} -> ${targetsOf(graph).balancer}`,
        `A waiting-room.${domain} -> ${room}`,
      ].toSorted(),
    );
  });

  it("lead to the load balancer without CloudFront, which has addresses of one kind: EDG-02, CON-26", async () => {
    const graph = await graphOf(opened);
    expect(aliases(graph).toSorted()).toEqual(
      ["", "www.", "api."].map((label) => `A ${label}${domain} -> ${targetsOf(graph).balancer}`).toSorted(),
    );
  });

  it("are not written where they are not asked for, nor taken by CloudFront: CON-26", async () => {
    const graph = await graphOf({ www: false, api: false });
    const names = graph.ofType(recordType).map(({ inputs }) => String(inputs["name"]));
    expect(names.filter((name) => /^(www|api)\./.test(name))).toEqual([]);
    expect(graph.named("edge-cdn-distribution-site").inputs["aliases"]).toEqual([domain]);
    expect(publicHosts(hostsOf(domain, { www: false, api: true }))).toEqual({
      site: domain,
      api: `api.${domain}`,
    });
  });

  it("are written to a zone that is there already, the domain's or one above, whose servers are told: EDG-01", async () => {
    const zonesOf = async (settings: object) => {
      const { graph, told } = await edgeOf({ settings });
      expect(graph.ofType("aws:route53/zone:Zone")).toEqual([]);
      const zones = new Set(graph.ofType(recordType).map(({ inputs }) => inputs["zoneId"]));
      return { zones: [...zones], servers: told.nameServers };
    };
    const own = await zonesOf({});
    expect(await zonesOf({ zone: domain })).toEqual(own);
    const above = await zonesOf({ zone: "example.com" });
    expect([own.zones.length, above.zones.length]).toEqual([1, 1]);
    expect(above.zones).not.toEqual(own.zones);
    expect(own.servers).toHaveLength(4);
    expect(above.servers).not.toEqual(own.servers);
  });

  it("let nobody but Amazon issue certificates, unless others do", async () => {
    const { inputs } = (await graphOf()).named("edge-caa");
    expect(inputs).toMatchObject({ name: domain, type: "CAA" });
    const records = inputs["records"] as readonly string[];
    expect(records.toSorted()).toEqual(
      ["issue", "issuewild"].flatMap((tag) =>
        ["amazon.com", "amazonaws.com", "amazontrust.com", "awstrust.com"].map(
          (issuer) => `0 ${tag} "${issuer}"`,
        ),
      ),
    );
    expect((await graphOf({ caa: false })).has("edge-caa")).toBe(false);
  });
});
