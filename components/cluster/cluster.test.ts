import { describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../test/support/graph";
import { networkIn, operations } from "../../test/support/upstream";
import { orderOf } from "../../test/support/order";
import { invokeAnswers } from "../../tools/offline/answers/invokes";
import type { Resource } from "../../tools/offline/resource";
import { Cluster } from "./index";
import { clusterSettings } from "./settings";
import { WorkloadIdentity } from "../workload-identity";

const tags = { Project: "urr", Environment: "test", Stack: "test" };
const api = { publicCidrs: ["198.51.100.0/24"] };

interface Case {
  readonly settings?: Partial<z.input<typeof clusterSettings>>;
  readonly protect?: boolean;
  readonly resizedBySchedule?: boolean;
  readonly prefix?: string;
  readonly appBlocks?: readonly string[];
}

async function build({
  settings = {},
  protect = true,
  resizedBySchedule = false,
  prefix = "urr-test",
  appBlocks = ["10.0.10.0/24", "10.0.11.0/24"],
}: Case = {}) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const network = {
      cidr: "10.0.0.0/16",
      tierCidrs: { app: appBlocks } as never,
      ...networkIn(["0", "1"]),
    };
    const environment = { prefix, protect, tags };
    const cluster = new Cluster(
      "cluster",
      {
        ...clusterSettings.parse({ api, ...settings }),
        ...{ environment, account, network, operations, resizedBySchedule, resizedByLoad: false },
      },
      here,
    );
    new WorkloadIdentity(
      "uploads",
      {
        account,
        cluster,
        namespace: "urr",
        serviceAccount: "ticket-service",
        statements: [
          { Sid: "Uploads", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::uploads/*" },
        ],
      },
      here,
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

const addon = (graph: Graph, name: string) =>
  graph.ofType("aws:eks/addon:Addon").find(({ inputs }) => inputs["addonName"] === name);

/** AWS's own policies of a role, by name. */
const attachedTo = (graph: Graph, role: Resource) =>
  graph
    .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs["role"] === role.outputs["name"])
    .map(({ inputs }) => String(inputs["policyArn"]).replace(/^.*\//, ""));

describe("the control plane", () => {
  it("is EKS of the chosen version in the app tier, with access entries alone, and none for the deploying role", async () => {
    const operator = "arn:aws:iam::123456789012:role/platform";
    const graph = await build({ settings: { access: { operators: { platform: operator } } } });
    const { inputs } = graph.named("cluster-control-plane", "eks:index:Cluster");
    expect(inputs).toMatchObject({
      name: "urr-test",
      version: "1.36",
      authenticationMode: "API",
      subnetIds: ["subnet-app-0", "subnet-app-1"],
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["198.51.100.0/24"],
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: true,
    });
    expect(Object.keys(inputs["accessEntries"] as object)).toEqual(["operators-platform"]);
  });

  it("is called what the prefix says, and so are its logs and its pods' roles: CLU-02", async () => {
    const graph = await build({ prefix: "tiketi-production" });
    expect(graph.named("cluster-control-plane", "eks:index:Cluster").inputs["name"]).toBe(
      "tiketi-production",
    );
    expect(graph.named("cluster-logs").inputs["name"]).toBe("/aws/eks/tiketi-production/cluster");
    expect(graph.named("cluster-system-nodes").inputs["clusterName"]).toBe("tiketi-production");
    expect(graph.named("uploads-pods-role").inputs["assumeRolePolicy"]).toContain(
      ":cluster/tiketi-production",
    );
  });

  it("answers inside the VPC only where no network is named, and then the whole VPC: NET-45", async () => {
    const graph = await build({ settings: { api: { runner: "vpc" } } });
    const { inputs } = graph.named("cluster-control-plane", "eks:index:Cluster");
    expect(inputs["endpointPublicAccess"]).toBe(false);
    expect(inputs).not.toHaveProperty("publicAccessCidrs");
    expect(graph.named("cluster-api-from-vpc").inputs).toMatchObject({
      cidrIpv4: "10.0.0.0/16",
      fromPort: 443,
      toPort: 443,
    });
    expect((await build()).has("cluster-api-from-vpc")).toBe(false);
  });

  it("writes all five logs into a group that was there first, with retention and a key: CLU-05, CLU-06, OBS-20, KPLT-06", async () => {
    const graph = await build();
    const group = graph.named("cluster-logs");
    expect(group.inputs).toMatchObject({ name: "/aws/eks/urr-test/cluster", retentionInDays: 365 });
    const plane = graph.named("cluster-control-plane", "eks:index:Cluster");
    expect(plane.inputs["enabledClusterLogTypes"]).toEqual([
      ...["api", "audit", "authenticator", "controllerManager", "scheduler"],
    ]);
    expect(plane.dependencies).toContain(group.urn);
  });

  it("encrypts secrets with a key of our own: CLU-04, DAT-67, KPLT-05", async () => {
    const graph = await build();
    const { inputs } = graph.named("cluster-control-plane", "eks:index:Cluster");
    const key = graph.named("cluster-secrets-key");
    expect(inputs["encryptionConfigKeyArn"]).toBe(key.outputs["arn"]);
    expect(key.inputs["enableKeyRotation"]).toBe(true);
  });

  it("may be moved out of a failing zone, unless the stack file says no", async () => {
    const child = (graph: Graph) => graph.ofType("aws:eks/cluster:Cluster")[0]?.inputs["zonalShiftConfig"];
    expect(child(await build())).toEqual({ enabled: true });
    expect(child(await build({ settings: { zonalShift: false } }))).toEqual({ enabled: false });
  });

  it("has the role EKS asks for and no more, bounded and for EKS alone: CLU-08, KPLT-27", async () => {
    const graph = await build();
    const role = graph.named("cluster-identity-role");
    expect(role.inputs["permissionsBoundary"]).toContain("boundary");
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      { Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(attachedTo(graph, role)).toEqual(["AmazonEKSClusterPolicy"]);
  });
});

describe("nodes", () => {
  it("run Amazon Linux 2023 for the architecture, spread over the app tier, and repair themselves: CON-11, CLU-07, CLU-22", async () => {
    const graph = await build();
    expect(graph.named("cluster-system-nodes").inputs).toMatchObject({
      amiType: "AL2023_ARM_64_STANDARD",
      instanceTypes: ["m8g.xlarge", "m7g.xlarge"],
      subnetIds: ["subnet-app-0", "subnet-app-1"],
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 6 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
    });
    const x86 = await build({
      settings: { architecture: "x86_64", nodes: { instanceTypes: ["m7i.large"] } },
    });
    expect(x86.named("cluster-system-nodes").inputs["amiType"]).toBe("AL2023_x86_64_STANDARD");
  });

  it("can be the guide's two to four of its type, disk and tags, in the app tier alone: CLU-20, SCL-27, SCL-28", async () => {
    const guide = { instanceTypes: ["t3.medium"], min: 2, desired: 2, max: 4, diskGib: 30 };
    const graph = await build({ settings: { architecture: "x86_64", nodes: guide } });
    expect(graph.named("cluster-system-nodes").inputs).toMatchObject({
      instanceTypes: ["t3.medium"],
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 4 },
      subnetIds: ["subnet-app-0", "subnet-app-1"],
    });
    const { blockDeviceMappings, networkInterfaces, tagSpecifications } =
      graph.named("cluster-system-template").inputs;
    expect(blockDeviceMappings).toMatchObject([{ ebs: { volumeType: "gp3", volumeSize: 30 } }]);
    // No interface of the template's own, which alone could give a node a public address.
    expect(networkInterfaces).toBeUndefined();
    expect(tagSpecifications).toContainEqual({
      resourceType: "instance",
      tags: { Name: "urr-test-node", Project: "urr", Environment: "test", Stack: "test" },
    });
  });

  it("are managed ones, and Karpenter's stand beside them only where asked for: CON-43, KCON-33", async () => {
    const byDefault = await build();
    expect(byDefault.has("cluster-system-nodes")).toBe(true);
    expect(byDefault.has("cluster-karpenter")).toBe(false);
    const elastic = await build({ settings: { karpenter: { enabled: true } } });
    expect(elastic.named("cluster-system-nodes").inputs["scalingConfig"]).toEqual(
      byDefault.named("cluster-system-nodes").inputs["scalingConfig"],
    );
    expect(elastic.has("cluster-karpenter-queue")).toBe(true);
  });

  it("are as many as the stack file says, unless schedules say so: ENV-25", async () => {
    const ignored = async (resizedBySchedule: boolean) =>
      (await build({ resizedBySchedule })).named("cluster-system-nodes").ignoreChanges;
    expect(await ignored(false)).toEqual([]);
    expect(await ignored(true)).toEqual(["scalingConfig"]);
  });

  it("keep pods from the node's rights, encrypt their disks, have no shell but SSM, and carry the tags: CLU-55", async () => {
    const graph = await build();
    const { inputs } = graph.named("cluster-system-template");
    expect(inputs["metadataOptions"]).toEqual({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    expect(inputs["blockDeviceMappings"]).toMatchObject([
      {
        deviceName: "/dev/xvda",
        ebs: {
          volumeType: "gp3",
          encrypted: "true",
          kmsKeyId: graph.named("cluster-volumes-key").outputs["arn"],
        },
      },
    ]);
    expect(inputs).not.toHaveProperty("keyName");
    const specifications = inputs["tagSpecifications"] as readonly { resourceType: string; tags: object }[];
    expect(specifications.map(({ resourceType }) => resourceType)).toEqual([
      ...["instance", "volume", "network-interface"],
    ]);
    for (const specification of specifications) expect(specification.tags).toMatchObject(tags);
  });

  it("are for applications, or for the platform alone where Karpenter makes the others: CLU-24", async () => {
    const without = (await build()).named("cluster-system-nodes").inputs;
    expect(without["labels"]).toEqual({ workload: "application" });
    expect(without).not.toHaveProperty("taints");
    const graph = await build({ settings: { karpenter: { enabled: true } } });
    expect(graph.named("cluster-system-nodes").inputs).toMatchObject({
      labels: { workload: "platform" },
      taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
    });
    expect(JSON.parse(String(addon(graph, "metrics-server")?.inputs["configurationValues"]))).toEqual({
      replicas: 2,
      tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
    });
    expect(graph.named("cluster-karpenter-association").inputs["serviceAccount"]).toBe("karpenter");
  });

  it("have an alarm on a processor that is more than 85 % busy, and on failed checks: OBS-12", async () => {
    const graph = await build();
    const [{ autoscalingGroups: [{ name = "" } = {}] = [] } = {}] = graph.named("cluster-system-nodes")
      .outputs["resources"] as readonly {
      readonly autoscalingGroups?: readonly { readonly name?: string }[];
    }[];
    expect(name).not.toBe("");
    expect(graph.named("cluster-system-alarms-cpu").inputs).toMatchObject({
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      dimensions: { AutoScalingGroupName: name },
      threshold: 85,
      comparisonOperator: "GreaterThanThreshold",
    });
    expect(graph.named("cluster-system-alarms-failed-checks").inputs).toMatchObject({ threshold: 0 });
  });

  it("have an alarm where none of them is left, unless schedules stop them", async () => {
    const silence = async (resizedBySchedule: boolean) =>
      (await build({ resizedBySchedule })).named("cluster-system-alarms-cpu").inputs["treatMissingData"];
    expect(await silence(false)).toBe("breaching");
    expect(await silence(true)).toBe("notBreaching");
  });

  it("outlast one that fails: three over the zones by default, with two of what the cluster itself needs: WEA-53", async () => {
    const graph = await build();
    const { scalingConfig, subnetIds } = graph.named("cluster-system-nodes").inputs;
    expect(scalingConfig).toMatchObject({ minSize: 3 });
    expect(subnetIds).toHaveLength(2);
    const configured = (name: string) =>
      JSON.parse(String(addon(graph, name)?.inputs["configurationValues"])) as object;
    expect(configured("coredns")).toMatchObject({ autoScaling: { enabled: true, minReplicas: 2 } });
    expect(configured("aws-ebs-csi-driver")).toMatchObject({ controller: { replicaCount: 2 } });
    expect(configured("metrics-server")).toMatchObject({ replicas: 2 });
  });

  it("are in the cluster's group and in one of their own, which has no rule and is there to be admitted and found: CLU-45", async () => {
    const graph = await build();
    const [cluster] = graph.ofType("aws:eks/cluster:Cluster");
    const { clusterSecurityGroupId } = cluster?.outputs["vpcConfig"] as {
      readonly clusterSecurityGroupId: string;
    };
    expect(graph.named("cluster-system-template").inputs["vpcSecurityGroupIds"]).toEqual([
      clusterSecurityGroupId,
      graph.named("cluster-node-security-group").id,
    ]);
    const { inputs } = graph.named("cluster-node-security-group");
    expect(inputs).not.toHaveProperty("ingress");
    expect(inputs).not.toHaveProperty("egress");
    expect(inputs["tags"]).toMatchObject({ "karpenter.sh/discovery": "urr-test" });
    const rules = graph.all().filter(({ type }) => /SecurityGroup\w*Rule$/.test(type));
    expect(rules.map(({ name }) => name)).toEqual([]);
  });

  it("join, pull images and take sessions, nothing else: CLU-09, CON-10, KPLT-27, SEC-11", async () => {
    const graph = await build();
    const role = graph.named("cluster-system-identity-role");
    expect(statementsOf(role.inputs["assumeRolePolicy"])).toMatchObject([
      { Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(attachedTo(graph, role)).toEqual([
      ...["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"],
    ]);
  });

  it("can start under their own key: Auto Scaling may use it, for disks only", async () => {
    const graph = await build();
    const statements = statementsOf(graph.named("cluster-volumes-key").inputs["policy"]).slice(1);
    for (const { Condition } of statements) {
      expect(Condition).toMatchObject({
        StringEquals: { "kms:CallerAccount": "123456789012" },
        ArnEquals: { "aws:PrincipalArn": expect.stringContaining("AWSServiceRoleForAutoScaling") as string },
      });
    }
    expect(statements.map(({ Action }) => Action).flat()).toContain("kms:CreateGrant");
  });
});

describe("add-ons", () => {
  it("are the six managed ones at pinned or asked-for builds: CLU-13, CON-09, KPLT-02", async () => {
    const graph = await build({ settings: { addons: { coredns: "v1.14.6-eksbuild.1" } } });
    const addons = graph.ofType("aws:eks/addon:Addon");
    expect(addons.map(({ inputs }) => inputs["addonName"]).toSorted()).toEqual([
      ...["aws-ebs-csi-driver", "coredns", "eks-pod-identity-agent"],
      ...["kube-proxy", "metrics-server", "vpc-cni"],
    ]);
    expect(addon(graph, "coredns")?.inputs["addonVersion"]).toBe("v1.14.6-eksbuild.1");
    for (const { inputs } of addons) expect(inputs["addonVersion"]).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
  });

  it("are of the build that EKS has as its default for this very version, where nobody has pinned one: KCON-23, WKN-09", async () => {
    const asked = vi.spyOn(invokeAnswers, "aws:eks/getAddonVersion:getAddonVersion");
    await build({ settings: { version: "1.35", addons: { coredns: "v1.14.6-eksbuild.1" } } });
    const questions = asked.mock.calls.map(([{ args }]) => args);
    asked.mockRestore();
    expect(questions).toHaveLength(5);
    expect(questions).not.toContainEqual(expect.objectContaining({ addonName: "coredns" }));
    for (const question of questions) {
      expect(question).toMatchObject({ kubernetesVersion: "1.35" });
      expect(question).not.toHaveProperty("mostRecent");
    }
  });

  it("enforce network policies, and tag the disks that pods ask for", async () => {
    const graph = await build();
    const valuesOf = (name: string) =>
      JSON.parse(String(addon(graph, name)?.inputs["configurationValues"])) as object;
    expect(valuesOf("vpc-cni")).toMatchObject({ enableNetworkPolicy: "true" });
    expect(valuesOf("aws-ebs-csi-driver")).toMatchObject({ controller: { extraVolumeTags: tags } });
  });

  it("take addresses by whole blocks only where subnets have room for that: CAP-18", async () => {
    const environmentOf = async (appBlocks: readonly string[]) => {
      const configured = addon(await build({ appBlocks }), "vpc-cni")?.inputs["configurationValues"];
      return (JSON.parse(String(configured)) as { env?: object }).env;
    };
    expect(await environmentOf(["10.0.10.0/24", "10.0.11.0/24"])).toBeUndefined();
    expect(await environmentOf(["10.0.64.0/19", "10.0.96.0/19"])).toEqual({
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
    });
  });

  it("have rights of their own by Pod Identity, for this cluster's pods only, without a provider for IRSA: CLU-15, KPLT-04", async () => {
    const graph = await build();
    expect(graph.ofType("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).toEqual([]);
    for (const [name, serviceAccount, policy] of [
      ["vpc-cni", "aws-node", "AmazonEKS_CNI_Policy"],
      ["aws-ebs-csi-driver", "ebs-csi-controller-sa", "AmazonEBSCSIDriverPolicyV2"],
    ] as const) {
      const [identity] = addon(graph, name)?.inputs["podIdentityAssociations"] as readonly {
        roleArn: string;
        serviceAccount: string;
      }[];
      expect(identity?.serviceAccount).toBe(serviceAccount);
      const role = graph
        .ofType("aws:iam/role:Role")
        .find(({ outputs }) => outputs["arn"] === identity?.roleArn);
      expect(role === undefined ? [] : attachedTo(graph, role)).toEqual([policy]);
      expect(statementsOf(role?.inputs["assumeRolePolicy"])).toMatchObject([
        {
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnEquals: { "aws:SourceArn": "arn:aws:eks:ap-northeast-2:123456789012:cluster/urr-test" },
          },
        },
      ]);
    }
  });

  it("come in the order in which they can work: networking, nodes, then what runs on nodes", async () => {
    const graph = await build();
    const before = orderOf(graph.all());
    const nodes = graph.named("cluster-system-nodes");
    const plane = graph.named("cluster-control-plane", "eks:index:Cluster");
    const addonNamed = (name: string) => graph.named(String(addon(graph, name)?.name));
    for (const name of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]) {
      expect([...before(addonNamed(name))], name).toContain(plane);
      expect([...before(nodes)], name).toContain(addonNamed(name));
    }
    for (const name of ["coredns", "aws-ebs-csi-driver", "metrics-server"]) {
      expect([...before(addonNamed(name))], name).toContain(nodes);
    }
  });
});

describe("a workload", () => {
  it("has a role of its own for its service account, with the rights it asked for: CLU-30, SEC-07", async () => {
    const graph = await build();
    expect(graph.named("uploads-association").inputs).toMatchObject({
      clusterName: "urr-test",
      namespace: "urr",
      serviceAccount: "ticket-service",
      roleArn: graph.named("uploads-pods-role").outputs["arn"],
    });
    expect(statementsOf(graph.named("uploads-pods-policy").inputs["policy"])).toMatchObject([
      { Action: "s3:PutObject", Resource: "arn:aws:s3:::uploads/*" },
    ]);
  });

  it("waits for the cluster, which alone knows service accounts", async () => {
    const graph = await build();
    const [plane] = graph.ofType("aws:eks/cluster:Cluster");
    expect([...orderOf(graph.all())(graph.named("uploads-association"))]).toContain(plane);
  });
});

describe("a cluster that may be thrown away", () => {
  it("is not guarded from deletion, and its keys go after a week", async () => {
    const graph = await build({ protect: false });
    expect(graph.named("cluster-control-plane", "eks:index:Cluster").inputs["deletionProtection"]).toBe(
      false,
    );
    expect(graph.named("cluster-volumes-key").inputs["deletionWindowInDays"]).toBe(7);
  });
});
