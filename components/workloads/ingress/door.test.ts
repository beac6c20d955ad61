import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { orderOf } from "../../../test/support/order";
import { alarmTopicArn, networkIn, operations } from "../../../test/support/upstream";
import { at, guideIngressConfig, servicesOfGuide } from "../../../test/support/workloads/guide";
import { ServiceIngress } from ".";
import { LogArchive } from "../../operations/log-archive";
import { loadBalancerNameIn } from "./address";
import { isRouted } from "./ingress";

const nodeGroup = "sg-nodes";

async function built() {
  const { site, workloads } = servicesOfGuide(guideIngressConfig);
  const { ingress } = site;
  if (ingress === undefined) throw new Error("there is no Ingress");
  const { resources, problems } = await evaluateComponents(({ account, here }) => {
    const cluster = new kubernetes.Provider("cluster", { kubeconfig: "{}" });
    const archive = new LogArchive(
      "operations-archive",
      { account, expireDays: 365, disposable: false },
      here,
    );
    new ServiceIngress(
      "entry",
      {
        ...{ services: workloads.filter(isRouted), site, ingress, network: networkIn(["a", "b"]), after: [] },
        cluster: { nodeSecurityGroupId: pulumi.output(nodeGroup) },
        operations: { alarms: operations.alarms, archive },
      },
      pulumi.mergeOptions(here, { providers: { kubernetes: cluster } }),
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

describe("the load balancer of the Ingress", () => {
  it("stands in the public subnets, with a group of ours: KPLT-16", async () => {
    const graph = await built();
    const { inputs } = graph.named("entry-ingress");
    expect(at(inputs, "metadata.annotations")).toMatchObject({
      "alb.ingress.kubernetes.io/subnets": "subnet-public-a,subnet-public-b",
      "alb.ingress.kubernetes.io/security-groups": graph.named("entry-door-group").id,
    });
  });

  it("is open to the networks that are named, and reaches the services' ports on the nodes alone: KPLT-18", async () => {
    const graph = await built();
    const group = graph.named("entry-door-group").id;
    const admitted = graph
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs: one }) => [
        ...[one["securityGroupId"], one["cidrIpv4"] ?? one["referencedSecurityGroupId"]],
        ...[one["fromPort"], one["toPort"]],
      ]);
    const ports = [3001, 3002, 3003, 3004];
    expect(admitted.toSorted()).toEqual(
      [
        ...["198.51.100.0/24", "203.0.113.0/24"].flatMap((cidr) =>
          [80, 443].map((port) => [group, cidr, port, port]),
        ),
        ...ports.map((port) => [nodeGroup, group, port, port]),
      ].toSorted(),
    );
    const reached = graph
      .ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
      .map(({ inputs: one }) => [one["referencedSecurityGroupId"], one["fromPort"], one["toPort"]]);
    expect(reached.toSorted()).toEqual(ports.map((port) => [nodeGroup, port, port]));
  });

  it("tells the archive what it was asked, once that lets it, and drops headers that are none: OBS-25", async () => {
    const graph = await built();
    const ingress = graph.named("entry-ingress");
    const attributes = (at(ingress.inputs, "metadata.annotations") as Record<string, string>)[
      "alb.ingress.kubernetes.io/load-balancer-attributes"
    ];
    const bucket = graph.named("operations-archive-bucket");
    expect(attributes?.split(",").toSorted()).toEqual([
      `access_logs.s3.bucket=${String(bucket.outputs["bucket"])}`,
      "access_logs.s3.enabled=true",
      "access_logs.s3.prefix=load-balancers",
      "routing.http.drop_invalid_header_fields.enabled=true",
    ]);
    const before = [...orderOf(graph.all())(ingress)].map(({ name }) => name);
    expect(before).toContain("operations-archive-policy");
  });

  it("is watched by its own figures, as the site's is: OBS-11", async () => {
    const graph = await built();
    const alarms = graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.map(({ name }) => name).toSorted()).toEqual([
      "entry-alarms-errors",
      "entry-alarms-rejected-connections",
    ]);
    const host = String(at(graph.named("entry-ingress").outputs, "status.loadBalancer.ingress.0.hostname"));
    const { inputs } = graph.named("entry-alarms-rejected-connections");
    expect(String(at(inputs, "dimensions.LoadBalancer"))).toMatch(
      new RegExp(`^app/${loadBalancerNameIn(host)}/`),
    );
    expect(inputs["alarmActions"]).toEqual([alarmTopicArn]);
  });

  it("is found under its name, which follows the address that it was given", async () => {
    const graph = await built();
    expect(graph.named("entry-name").inputs).toMatchObject({
      ...{ name: "api.tiketi.example.com", type: "CNAME" },
      records: [at(graph.named("entry-ingress").outputs, "status.loadBalancer.ingress.0.hostname")],
    });
  });
});
