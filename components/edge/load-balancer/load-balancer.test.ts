import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf, opened } from "../../../test/support/edge/edge";
import { roomFunction } from "../../../test/support/edge/room";
import type { Graph } from "../../../test/support/graph";

const balancerOf = (graph: Graph) => graph.named("edge-load-balancer-balancer");
const targetsOf = (graph: Graph) =>
  graph.ofType("aws:lb/targetGroup:TargetGroup").map(({ name }) => name.replace(/^.*-targets-/, ""));
const target = (graph: Graph, service: string) => graph.named(`edge-load-balancer-targets-${service}`).inputs;

describe("the load balancer", () => {
  it("stands before the cluster in the public subnets, made here and known by name before there is a pod: EDG-40, EDG-47, EDG-49, CON-31", async () => {
    const { graph, told } = await edgeOf();
    const { inputs, outputs } = balancerOf(graph);
    expect(inputs).toMatchObject({
      ...{ loadBalancerType: "application", internal: false },
      subnets: ["subnet-public-a", "subnet-public-c"],
      securityGroups: [graph.named("edge-load-balancer-door-group").id],
    });
    expect(told.dnsName).toBe(outputs["dnsName"]);
  });

  it("is guarded against deletion where the environment is protected: ENV-10, EDG-44", async () => {
    const guarded = async (protect: boolean) =>
      balancerOf((await edgeOf({ protect })).graph).inputs["enableDeletionProtection"];
    expect(await guarded(true)).toBe(true);
    expect(await guarded(false)).toBe(false);
  });

  it("writes who asked for what to the archive, which lets it do so first: OBS-25, EDG-44", async () => {
    const graph = await graphOf();
    const { inputs, dependencies } = balancerOf(graph);
    expect(inputs["accessLogs"]).toEqual({
      enabled: true,
      bucket: graph.named("operations-archive-bucket").id,
      prefix: "load-balancers",
    });
    expect(dependencies).toContain(graph.named("operations-archive-policy").urn);
  });

  it("passes on no malformed header, and says who asked", async () => {
    expect(balancerOf(await graphOf()).inputs).toMatchObject({
      ...{ dropInvalidHeaderFields: true, desyncMitigationMode: "defensive" },
      xffHeaderProcessingMode: "append",
    });
  });

  it("keeps connections longer than CloudFront does, which would ask again where one was shut", async () => {
    const graph = await graphOf();
    const origins = graph.named("edge-cdn-distribution-site").inputs["origins"] as readonly {
      readonly domainName: string;
      readonly customOriginConfig?: { readonly originKeepaliveTimeout: number };
    }[];
    const kept = origins.find(({ domainName }) => domainName === `origin.${domain}`)?.customOriginConfig;
    expect(balancerOf(graph).inputs["idleTimeout"]).toBeGreaterThan(kept?.originKeepaliveTimeout ?? Infinity);
  });
});

describe("its targets", () => {
  it("are pods on their own ports: the gateway on 3001 and the site's server on 3000: EDG-42, EDG-46, IFC-01, KPLT-14, CON-35", async () => {
    const graph = await graphOf({ loadBalancer: { gateway: { nodePort: false } } });
    expect(targetsOf(graph).toSorted()).toEqual(["frontend", "gateway"]);
    for (const [service, port] of [
      ["gateway", 3001],
      ["frontend", 3000],
    ] as const) {
      expect(target(graph, service)).toMatchObject({ targetType: "ip", protocol: "HTTP", port });
    }
  });

  it("are nodes on a port of theirs for what is deployed blue/green, and the cluster is told: IFC-08", async () => {
    const { graph, told } = await edgeOf({
      settings: { loadBalancer: { gateway: { nodePort: 30_080 } } },
    });
    expect(target(graph, "gateway")).toMatchObject({ targetType: "instance", port: 30_080 });
    expect(target(graph, "frontend")).toMatchObject({ targetType: "ip", port: 3000 });
    const { arn } = graph.named("edge-load-balancer-targets-gateway").outputs;
    expect(told.targetGroups["gateway"]).toMatchObject({ arn, port: 30_080, targetType: "instance" });
  });

  it("are asked for /health every 15 seconds, and are gone after two silences of 5: EDG-43, IFC-02", async () => {
    const graph = await graphOf({ loadBalancer: { frontend: { healthPath: "/alive" } } });
    const checked = { interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2, matcher: "200" };
    expect(target(graph, "gateway")["healthCheck"]).toMatchObject({ ...checked, path: "/health" });
    expect(target(graph, "frontend")["healthCheck"]).toMatchObject({ ...checked, path: "/alive" });
  });

  it("begin and end slowly: EDG-48", async () => {
    const graph = await graphOf({ loadBalancer: { slowStartSeconds: 60, deregistrationDelaySeconds: 45 } });
    for (const service of ["gateway", "frontend"]) {
      expect(target(graph, service)).toMatchObject({ slowStart: 60, deregistrationDelay: 45 });
    }
  });

  it("keep a browser at one pod of the gateway, which Socket.IO needs, and at no node, behind which any answers: EDG-48", async () => {
    const stickiness = async (gateway: object, service = "gateway") =>
      target(await graphOf({ loadBalancer: { gateway } }), service)["stickiness"];
    const pods = { nodePort: false };
    const cookie = { enabled: true, type: "lb_cookie" };
    expect(await stickiness(pods)).toEqual({ ...cookie, cookieDuration: 3_600 });
    expect(await stickiness({ ...pods, stickySeconds: 60 })).toEqual({ ...cookie, cookieDuration: 60 });
    // What is left out would stay on where it was on.
    const off = { enabled: false, type: "lb_cookie" };
    expect(await stickiness({ ...pods, stickySeconds: 0 })).toEqual(off);
    expect(await stickiness({ nodePort: 30_080 })).toEqual(off);
    expect(await stickiness(pods, "frontend")).toEqual(off);
  });

  it("are the gateway alone for a site that is files: KCON-31", async () => {
    expect(targetsOf(await graphOf({ frontend: "files" }))).toEqual(["gateway"]);
  });

  it("are the waiting room's function too without CloudFront, which this group alone may call: QUE-34, CON-05", async () => {
    const graph = await graphOf(opened);
    expect(target(graph, "waiting-room")).toMatchObject({
      targetType: "lambda",
      lambdaMultiValueHeadersEnabled: true,
    });
    const { arn } = graph.named("edge-load-balancer-targets-waiting-room").outputs;
    const permission = graph.named("edge-load-balancer-targets-waiting-room-calls");
    expect(permission.inputs).toMatchObject({
      ...{ principal: "elasticloadbalancing.amazonaws.com", action: "lambda:InvokeFunction" },
      ...{ function: roomFunction.name, sourceArn: arn },
    });
    const attached = graph.named("edge-load-balancer-targets-waiting-room-function");
    expect(attached.inputs).toMatchObject({ targetGroupArn: arn, targetId: roomFunction.arn });
    expect(attached.dependencies).toContain(permission.urn);
    const { graph: without } = await edgeOf({ settings: opened, waitingRoom: false });
    expect(targetsOf(without).toSorted()).toEqual(["frontend", "gateway"]);
  });
});
