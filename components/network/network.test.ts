import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { evaluateComponents, region } from "../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../test/support/graph";
import type { Resource } from "../../tools/offline/resource";
import { tiers, type Tier } from "./addresses";
import { Network } from "./index";
import { networkSettings } from "./settings";
import type { z } from "zod";

const operations = {
  alarms: { arn: pulumi.output("arn:aws:sns:ap-northeast-2:123456789012:alarms") },
  archive: { bucketArn: pulumi.output("arn:aws:s3:::archive"), bucketName: pulumi.output("archive") },
  keyArn: pulumi.output("arn:aws:kms:ap-northeast-2:123456789012:key/logs"),
  retentionDays: { application: 90, audit: 365, archive: 730 },
} as const;

type Settings = z.input<typeof networkSettings>;

async function build(settings: Settings = {}) {
  const built: { network?: Network; ids?: Record<string, unknown> } = {};
  const { resources, problems, outputs } = await evaluateComponents(({ here, account }) => {
    const network = new Network(
      "network",
      {
        ...networkSettings.parse(settings),
        environment: { prefix: "urr-test" },
        account,
        operations: operations as unknown as ConstructorParameters<typeof Network>[1]["operations"],
      },
      here,
    );
    built.network = network;
    return { subnetIds: network.subnetIds, prefixLists: network.endpoints.prefixListIds };
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  return {
    graph,
    outputs: outputs as { subnetIds: Record<Tier, string[]>; prefixLists: Record<string, string> },
    network: built.network,
  };
}

/** The subnets of a tier, in the order of the zones. */
const subnetsOf = (graph: Graph, tier: Tier) =>
  graph
    .ofType("aws:ec2/subnet:Subnet")
    .filter(({ inputs }) => (inputs["tags"] as Record<string, string>)["Tier"] === tier);

/** The routes out of a subnet, through its route table. */
function routesOf(graph: Graph, subnet: Resource): readonly Resource["inputs"][] {
  const association = graph
    .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
    .find(({ inputs }) => inputs["subnetId"] === subnet.id);
  return graph
    .ofType("aws:ec2/route:Route")
    .map(({ inputs }) => inputs)
    .filter((inputs) => inputs["routeTableId"] === association?.inputs["routeTableId"]);
}

describe("the network", () => {
  it("is one VPC of 65,536 addresses with DNS names, in the configured zones: NET-01, NET-02", async () => {
    const { graph } = await build({ zones: ["a", "c"] });
    const vpc = graph.named("network-vpc", "awsx:ec2:Vpc");
    expect(vpc.inputs).toMatchObject({
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      availabilityZoneNames: ["ap-northeast-2a", "ap-northeast-2c"],
    });
    expect(vpc.inputs["assignGeneratedIpv6CidrBlock"]).toBeUndefined();
    expect(vpc.inputs["instanceTenancy"]).toBeUndefined();
  });

  it("puts every tier into every zone, from one zone to six", async () => {
    for (const count of [1, 2, 3, 6]) {
      const zones = (["a", "b", "c", "d", "e", "f"] as const).slice(0, count);
      const { graph, outputs } = await build({ zones: [...zones], profile: count > 3 ? "wide" : "s1" });
      for (const tier of tiers) {
        const subnets = subnetsOf(graph, tier);
        expect(subnets.map(({ inputs }) => inputs["availabilityZone"])).toEqual(
          zones.map((zone) => `${region}${zone}`),
        );
        expect(outputs.subnetIds[tier]).toEqual(subnets.map(({ id }) => id));
      }
    }
  });

  it("leads the public tier to the internet gateway: NET-09", async () => {
    const { graph } = await build();
    const gateway = graph.ofType("aws:ec2/internetGateway:InternetGateway")[0];
    for (const subnet of subnetsOf(graph, "public")) {
      expect(routesOf(graph, subnet)).toMatchObject([
        { destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway?.id },
      ]);
    }
  });

  it("gives each zone a NAT gateway, and app and streaming leave through that of their zone: NET-10, NET-11, NET-17", async () => {
    const { graph } = await build();
    expect(graph.ofType("aws:ec2/natGateway:NatGateway")).toHaveLength(3);
    for (const tier of ["app", "streaming"] as const) {
      for (const subnet of subnetsOf(graph, tier)) {
        const [route] = routesOf(graph, subnet);
        const nat = graph.byId(route?.["natGatewayId"]);
        const natSubnet = graph.byId(nat.inputs["subnetId"]);
        expect(natSubnet.inputs["availabilityZone"]).toBe(subnet.inputs["availabilityZone"]);
      }
    }
  });

  it("keeps db and cache without any way out, each with route tables of its own: NET-12, WKN-06", async () => {
    const { graph } = await build();
    const data = [...subnetsOf(graph, "db"), ...subnetsOf(graph, "cache")];
    expect(data.flatMap((subnet) => routesOf(graph, subnet))).toEqual([]);
    const tables = graph
      .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter(({ inputs }) => data.some(({ id }) => id === inputs["subnetId"]))
      .map(({ inputs }) => inputs["routeTableId"]);
    expect(new Set(tables).size).toBe(data.length);
  });

  it("can give db alone a way out through NAT: WEA-06, CON-40", async () => {
    const { graph, outputs } = await build({ dbOutbound: true });
    for (const subnet of subnetsOf(graph, "db")) expect(routesOf(graph, subnet)).toHaveLength(1);
    for (const subnet of subnetsOf(graph, "cache")) expect(routesOf(graph, subnet)).toEqual([]);
    expect(outputs.subnetIds.db).toEqual(subnetsOf(graph, "db").map(({ id }) => id));
    expect(outputs.subnetIds.streaming).toEqual(subnetsOf(graph, "streaming").map(({ id }) => id));
  });

  it("makes one NAT gateway or none where the stack asks for it", async () => {
    const single = (await build({ nat: "single" })).graph;
    expect(single.ofType("aws:ec2/natGateway:NatGateway")).toHaveLength(1);
    const routes = single
      .ofType("aws:ec2/route:Route")
      .map(({ inputs }) => inputs["natGatewayId"])
      .filter(Boolean);
    expect(new Set(routes).size).toBe(1);
    const every = [
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "sts",
      "logs",
      "secretsmanager",
      "elasticloadbalancing",
      "autoscaling",
      "sqs",
      "kms",
      "ssm",
      "ssmmessages",
      "ec2messages",
    ] as const;
    const none = (await build({ nat: "none", endpoints: { interface: [...every] } })).graph;
    expect(none.ofType("aws:ec2/natGateway:NatGateway")).toEqual([]);
    expect(none.ofType("aws:ec2/eip:Eip")).toEqual([]);
  });

  it("tags subnets for load balancers and Karpenter, and data subnets not at all: NET-14, NET-15, NET-16", async () => {
    const { graph } = await build({ zones: ["a"] });
    const tagsOf = (tier: Tier) => subnetsOf(graph, tier)[0]?.inputs["tags"];
    expect(tagsOf("public")).toMatchObject({
      "kubernetes.io/role/elb": "1",
      "kubernetes.io/cluster/urr-test": "shared",
    });
    expect(tagsOf("app")).toMatchObject({
      Name: "urr-test-app-2a",
      "kubernetes.io/role/internal-elb": "1",
      "kubernetes.io/cluster/urr-test": "shared",
      "karpenter.sh/discovery": "urr-test",
    });
    for (const tier of ["db", "cache", "streaming"] as const) {
      expect(Object.keys(tagsOf(tier) as object).toSorted()).toEqual(["Name", "SubnetType", "Tier"]);
    }
  });

  it("names what the packaged VPC creates after the environment: ENV-03", async () => {
    const { graph } = await build();
    const tagged = [
      "vpc:Vpc",
      "internetGateway:InternetGateway",
      "subnet:Subnet",
      "routeTable:RouteTable",
      "eip:Eip",
      "natGateway:NatGateway",
    ];
    const names = tagged.flatMap((type) =>
      graph
        .ofType(`aws:ec2/${type}`)
        .map(({ inputs }) => (inputs["tags"] as Record<string, string>)["Name"] ?? ""),
    );
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !name.startsWith("urr-test"))).toEqual([]);
  });

  it("closes the VPC's default security group", async () => {
    const { graph } = await build();
    const closed = graph.named("network-default-security-group");
    expect(closed.inputs["ingress"]).toBeUndefined();
    expect(closed.inputs["egress"]).toBeUndefined();
    expect(closed.inputs["vpcId"]).toBe(graph.ofType("aws:ec2/vpc:Vpc")[0]?.id);
  });

  it("associates further blocks with the VPC", async () => {
    const { graph } = await build({ extraCidrs: ["100.64.0.0/16"] });
    expect(graph.named("network-block-100.64.0.0-16").inputs["cidrBlock"]).toBe("100.64.0.0/16");
  });

  it("exposes the blocks of every tier for egress rules: NET-13, NET-57, NPO-14", async () => {
    const { network } = await build({ zones: ["a", "b"] });
    expect(network?.tierCidrs).toMatchObject({
      app: ["10.0.10.0/24", "10.0.11.0/24"],
      db: ["10.0.20.0/24", "10.0.21.0/24"],
      cache: ["10.0.30.0/24", "10.0.31.0/24"],
      streaming: ["10.0.40.0/24", "10.0.41.0/24"],
    });
  });
});

describe("endpoints", () => {
  const interfaces = (graph: Graph) =>
    graph
      .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
      .filter(({ inputs }) => inputs["vpcEndpointType"] === "Interface");
  const serviceOf = ({ inputs }: Resource) =>
    String(inputs["serviceName"]).replace(`com.amazonaws.${region}.`, "");

  it("are the documented nine interfaces, sqs and eks-auth by default: NET-20, NET-21, NET-22, NET-23, NET-24, NET-25, NET-26, NET-27, NET-28, NET-31, NET-32, CON-14, GAP-12, KPLT-08", async () => {
    const { graph } = await build();
    expect(interfaces(graph).map(serviceOf).toSorted()).toEqual([
      "autoscaling",
      "ec2",
      "ecr.api",
      "ecr.dkr",
      "eks",
      "eks-auth",
      "elasticloadbalancing",
      "logs",
      "secretsmanager",
      "sqs",
      "sts",
    ]);
  });

  it("stand in the app subnet of every zone and answer to the service's own name", async () => {
    const { graph, outputs } = await build();
    for (const { inputs } of interfaces(graph)) {
      expect(inputs["subnetIds"]).toEqual(outputs.subnetIds.app);
      expect(inputs["privateDnsEnabled"]).toBe(true);
      expect(inputs["securityGroupIds"]).toEqual([graph.named("network-endpoints-security-group").id]);
    }
  });

  it("as gateways are attached to every route table and cost nothing: NET-29, NET-30, DAT-55, COST-15", async () => {
    const { graph, outputs } = await build();
    const tables = graph.ofType("aws:ec2/routeTable:RouteTable").map(({ id }) => id);
    for (const service of ["s3", "dynamodb"]) {
      const { inputs } = graph.named(`network-endpoints-${service}`);
      expect(inputs["vpcEndpointType"]).toBe("Gateway");
      expect((inputs["routeTableIds"] as string[]).toSorted()).toEqual(tables.toSorted());
      expect(outputs.prefixLists[service]).toMatch(/^pl-/);
    }
  });

  it("can be reduced to the S3 gateway, the cheapest variant: NET-33", async () => {
    const { graph, network } = await build({ endpoints: { gateway: ["s3"], interface: [] } });
    expect(graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map(serviceOf)).toEqual(["s3"]);
    expect(network?.endpoints.securityGroupId).toBeUndefined();
    expect(graph.has("network-endpoints-security-group")).toBe(false);
  });

  it("admit HTTPS from the app and streaming tiers and nothing else, in a group of their own: NET-55, NET-56", async () => {
    const { graph } = await build({ zones: ["a", "b"] });
    const group = graph.named("network-endpoints-security-group");
    expect([group.inputs["ingress"], group.inputs["egress"]]).toEqual([undefined, undefined]);
    const rules = graph
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) => inputs);
    expect(rules.map((rule) => rule["cidrIpv4"])).toEqual([
      "10.0.10.0/24",
      "10.0.11.0/24",
      "10.0.40.0/24",
      "10.0.41.0/24",
    ]);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    }
  });

  it("let S3 requests through to this account, and read only to images and packages of others: DAT-83", async () => {
    const { graph } = await build();
    const statements = statementsOf(graph.named("network-endpoints-s3").inputs["policy"]);
    expect(statements.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }))).toEqual([
      { Action: "*", Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": "123456789012" } } },
      {
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::prod-ap-northeast-2-starport-layer-bucket/*",
        Condition: undefined,
      },
      {
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::al2023-repos-ap-northeast-2-de612dc2/*",
        Condition: undefined,
      },
      {
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::prod-registry-k8s-io-ap-northeast-2/*",
        Condition: undefined,
      },
    ]);
  });

  it("bind every other service to this account where AWS documents that it takes a policy", async () => {
    const { graph } = await build();
    const conditions = Object.fromEntries(
      interfaces(graph).map((endpoint) => {
        const policy = endpoint.inputs["policy"];
        const [first] = policy === undefined ? [] : statementsOf(policy);
        return [serviceOf(endpoint), first?.["Condition"]];
      }),
    );
    const resources = { StringEquals: { "aws:ResourceAccount": "123456789012" } };
    const principals = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };
    expect(conditions).toEqual({
      autoscaling: principals,
      ec2: principals,
      "ecr.api": principals,
      "ecr.dkr": principals,
      eks: principals,
      "eks-auth": undefined,
      elasticloadbalancing: principals,
      logs: principals,
      secretsmanager: resources,
      sqs: resources,
      sts: principals,
    });
  });

  it("let unsigned calls to STS through that trade a token for a role of this account, and no others", async () => {
    const { graph } = await build();
    const [, tokens, ...others] = statementsOf(graph.named("network-endpoints-sts").inputs["policy"]);
    expect(others).toEqual([]);
    expect(tokens).toMatchObject({
      Action: "sts:AssumeRoleWithWebIdentity",
      Resource: "arn:aws:iam::123456789012:role/*",
    });
  });

  it("admit db where it has a way out, and what others put into further blocks", async () => {
    const { graph } = await build({ zones: ["a"], dbOutbound: true, extraCidrs: ["100.64.0.0/16"] });
    const rules = graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(rules.map(({ inputs }) => inputs["cidrIpv4"])).toEqual([
      "10.0.10.0/24",
      "10.0.40.0/24",
      "10.0.20.0/24",
      "100.64.0.0/16",
    ]);
  });
});

describe("flow logs", () => {
  it("go to an encrypted log group that forgets after the audit retention", async () => {
    const { graph } = await build();
    const group = graph.named("network-flow-logs-group");
    expect(group.inputs).toMatchObject({
      name: "/aws/vpc/urr-test/flow-logs",
      retentionInDays: 365,
      kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/logs",
    });
    expect(graph.named("network-flow-logs-to-cloudwatch").inputs).toMatchObject({
      logDestinationType: "cloud-watch-logs",
      logDestination: group.outputs["arn"],
      iamRoleArn: graph.named("network-flow-logs-role").outputs["arn"],
      trafficType: "ALL",
    });
  });

  it("write with a role that flow logs of this account alone can take, to this group alone", async () => {
    const { graph } = await build();
    const [trust] = statementsOf(graph.named("network-flow-logs-role").inputs["assumeRolePolicy"]);
    expect(trust?.["Condition"]).toEqual({
      StringEquals: { "aws:SourceAccount": "123456789012" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:ap-northeast-2:123456789012:vpc-flow-log/*" },
    });
    const [permission] = statementsOf(graph.named("network-flow-logs-role-policy").inputs["policy"]);
    const group = String(graph.named("network-flow-logs-group").outputs["arn"]);
    expect(permission?.["Resource"]).toEqual([group, `${group}:*`]);
  });

  it("go to the log archive where the stack asks for the cheaper way", async () => {
    const { graph } = await build({ flowLogs: { destination: "s3", traffic: "REJECT" } });
    expect(graph.named("network-flow-logs-to-archive").inputs).toMatchObject({
      logDestinationType: "s3",
      logDestination: "arn:aws:s3:::archive/flow-logs/",
      trafficType: "REJECT",
    });
    expect(graph.has("network-flow-logs-role")).toBe(false);
  });
});

describe("flow log records", () => {
  it("name the pod's own address and the direction, beside the default fields", async () => {
    const { graph } = await build();
    const format = String(graph.named("network-flow-logs-to-cloudwatch").inputs["logFormat"]);
    expect(format).toMatch(
      /^\$\{version\} \$\{account-id\} .*\$\{pkt-srcaddr\} \$\{pkt-dstaddr\} \$\{flow-direction\}$/,
    );
  });
});

describe("NAT alarms", () => {
  it("watch every gateway and reach the alarm topic", async () => {
    const { graph } = await build();
    const gateways = graph.ofType("aws:ec2/natGateway:NatGateway").map(({ id }) => id);
    const ports = ["a", "b", "c"].map((zone) => graph.named(`network-nat-${zone}-ports`).inputs);
    expect(ports.map((alarm) => (alarm["dimensions"] as Record<string, unknown>)["NatGatewayId"])).toEqual(
      gateways,
    );
    const [ratio, ...metrics] = graph.named("network-nat-a-drops").inputs["metricQueries"] as {
      id: string;
      expression?: string;
    }[];
    for (const { id } of metrics) expect(ratio?.expression).toContain(id);
    for (const { inputs } of graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm")) {
      expect(inputs["alarmActions"]).toEqual(["arn:aws:sns:ap-northeast-2:123456789012:alarms"]);
    }
  });
});
