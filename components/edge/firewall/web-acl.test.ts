import { describe, expect, it } from "vitest";
import { graphOf, opened } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";
import { roomApi } from "../../../test/support/edge/room";

const acl = "aws:wafv2/webAcl:WebAcl";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";

const associated = (graph: Graph) =>
  graph
    .ofType(association)
    .map(({ inputs }) => `${String(inputs["webAclArn"])} ${String(inputs["resourceArn"])}`)
    .toSorted();

const arnOf = (graph: Graph, name: string) => String(graph.named(name).outputs["arn"]);

describe("web ACLs", () => {
  it("stand before CloudFront, made in us-east-1 for it, and let in by default: EDG-30, PLT-14, ENV-02, WEA-22, SEC-03", async () => {
    const graph = await graphOf();
    const { inputs, outputs } = graph.named("edge-cdn-firewall-web-acl");
    expect(inputs).toMatchObject({
      ...{ scope: "CLOUDFRONT", region: "us-east-1", defaultAction: { allow: {} } },
    });
    expect(graph.named("edge-cdn-distribution-site").inputs["webAclId"]).toBe(outputs["arn"]);
    for (const part of ["log", "logging"]) {
      expect(graph.named(`edge-cdn-firewall-web-${part}`).inputs["region"]).toBe("us-east-1");
    }
  });

  it("stand before the load balancer without CloudFront, in its region: EDG-30, EDG-35, CON-29, WEA-22", async () => {
    const graph = await graphOf(opened);
    expect(graph.named("edge-firewall-web-acl").inputs).toMatchObject({
      ...{ scope: "REGIONAL", region: "ap-northeast-2", defaultAction: { allow: {} } },
    });
    expect(associated(graph)).toEqual(
      [
        `${arnOf(graph, "edge-firewall-web-acl")} ${arnOf(graph, "edge-load-balancer-balancer")}`,
        `${arnOf(graph, "edge-waiting-room-firewall-acl")} ${roomApi.stageArn}`,
      ].toSorted(),
    );
  });

  it("know the load test's addresses where the rules look them up, and have no set without: CON-46", async () => {
    for (const [settings, name, region] of [
      [{}, "edge-cdn-firewall-load-test", "us-east-1"],
      [opened, "edge-firewall-load-test", "ap-northeast-2"],
    ] as const) {
      const firewall = { loadTestCidrs: ["198.51.100.7/32"] };
      const graph = await graphOf({
        ...settings,
        allowCidrs: [...("allowCidrs" in settings ? settings.allowCidrs : [])],
        firewall,
      });
      expect(graph.named(name).inputs).toMatchObject({ region, addresses: firewall.loadTestCidrs });
      expect((await graphOf(settings)).ofType("aws:wafv2/ipSet:IpSet")).toEqual([]);
    }
  });

  it("write down what they did not simply let through, without secrets of visitors or of ours, encrypted: EDG-30", async () => {
    const graph = await graphOf();
    expect(graph.ofType(acl)).toHaveLength(2);
    for (const [part, keyName] of [
      ["edge-cdn-firewall-web", "operations-us-east-1-key"],
      ["edge-waiting-room-firewall", "operations-key"],
    ] as const) {
      const log = graph.named(`${part}-log`);
      expect(String(log.inputs["name"])).toMatch(/^aws-waf-logs-urr-test-/);
      expect(log.inputs["kmsKeyId"]).toBe(graph.named(keyName).outputs["arn"]);
      const secrets = ["authorization", "cookie", "x-origin-verify"];
      expect(graph.named(`${part}-logging`).inputs).toMatchObject({
        resourceArn: arnOf(graph, `${part}-acl`),
        logDestinationConfigs: [log.outputs["arn"]],
        redactedFields: secrets.map((name) => ({ singleHeader: { name } })),
        loggingFilter: { defaultBehavior: "DROP", filters: [{ behavior: "KEEP", requirement: "MEETS_ANY" }] },
      });
      const { loggingFilter } = graph.named(`${part}-logging`).inputs as {
        readonly loggingFilter: { readonly filters: readonly { readonly conditions: readonly unknown[] }[] };
      };
      const kept = JSON.stringify(loggingFilter.filters[0]?.conditions);
      for (const action of ["BLOCK", "CAPTCHA", "CHALLENGE", "COUNT"]) expect(kept).toContain(`"${action}"`);
      expect(kept).not.toContain('"ALLOW"');
      expect(graph.named(`${part}-acl`).inputs["dataProtectionConfig"]).toEqual({
        dataProtections: [
          { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: secrets } },
        ],
      });
    }
  });

  it("refuse in JSON that the page and apps can read", async () => {
    const { inputs } = (await graphOf()).named("edge-cdn-firewall-web-acl");
    const bodies = inputs["customResponseBodies"] as readonly Record<string, string>[];
    const codes = bodies.map(({ key, contentType, content }) => {
      expect(contentType).toBe("APPLICATION_JSON");
      return [key, (JSON.parse(content ?? "") as { error: { code: string } }).error.code];
    });
    expect(Object.fromEntries(codes)).toEqual({
      "too-many": "TOO_MANY_REQUESTS",
      "no-such-file": "NOT_FOUND",
      "browser-check": "BROWSER_CHECK",
    });
    const named = [...JSON.stringify(inputs["rules"]).matchAll(/"customResponseBodyKey":"([^"]+)"/g)];
    expect(new Set(named.map(([, key]) => key))).toEqual(new Set(bodies.map(({ key }) => key)));
  });
});
