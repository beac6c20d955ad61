import { createRequire } from "node:module";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import type { Evaluation } from "../evaluate";
import { expandCluster } from "./eks-cluster";

const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const principalArn = "arn:aws:iam::123456789012:role/sso/operators";
const keyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/1";

const plain = {
  name: "urr-test",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  version: "1.36",
  authenticationMode: eks.AuthenticationMode.Api,
  accessEntries: {
    operators: { principalArn, accessPolicies: { admin: { policyArn, accessScope: { type: "cluster" } } } },
    nodes: { principalArn: "arn:aws:iam::123456789012:role/nodes", type: eks.AccessEntryType.EC2Linux },
  },
  enabledClusterLogTypes: ["api", "audit"],
  encryptionConfigKeyArn: keyArn,
  endpointPrivateAccess: true,
  endpointPublicAccess: true,
  publicAccessCidrs: ["203.0.113.0/24"],
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  createOidcProvider: false,
  useDefaultVpcCni: true,
  kubeProxyAddonOptions: { enabled: false },
  corednsAddonOptions: { enabled: false },
  bootstrapSelfManagedAddons: false,
  deletionProtection: true,
  upgradePolicy: { supportType: "STANDARD" },
  providerCredentialOpts: { roleArn: "arn:aws:iam::123456789012:role/deploy" },
  clusterTags: { Part: "cluster" },
  tags: { Team: "platform" },
};

/** Registers the component as a program would, with what the test changes. */
function evaluated(
  mode: "preview" | "update",
  change: Readonly<Record<string, unknown>> = {},
  transforms: pulumi.ResourceTransform[] = [],
) {
  const seen: Record<string, unknown> = {};
  const note = (key: string, value: pulumi.Output<unknown>) => {
    value.apply((known) => {
      seen[key] = known;
    });
  };
  const evaluation = evaluateComponents(({ here }) => {
    const parent = new pulumi.ComponentResource("urr:test:Host", "host", {}, here);
    const role = new aws.iam.Role("role", { name: "urr-test", assumeRolePolicy: "{}" }, { parent });
    const cluster = new eks.Cluster(
      "cluster",
      { ...plain, serviceRole: role, ...change },
      { ...here, parent, transforms },
    );
    note("clusterSecurityGroupId", cluster.clusterSecurityGroupId);
    note("arn", cluster.eksCluster.arn);
    note("authority", cluster.eksCluster.certificateAuthority);
    note("oidcIssuer", cluster.oidcIssuer);
    note("ingressRule", cluster.clusterIngressRuleId);
    note("kubeconfig", cluster.kubeconfigJson);
    note("endpoint", cluster.core.endpoint);
    note(
      "roleArn",
      pulumi.output(cluster.core.clusterIamRole).apply(({ arn }) => arn),
    );
  }, mode);
  return evaluation.then((result) => ({ ...result, seen }));
}

const named = ({ resources }: Pick<Evaluation, "resources">, name: string) => {
  const found = resources.find((resource) => resource.name === name);
  return found ?? expect.fail(`there is no ${name}`);
};

describe("the packaged cluster, opened", () => {
  it("is that of the version that is installed", () => {
    const { version } = createRequire(__filename)("@pulumi/eks/package.json") as { version: string };
    expect(version).toBe("4.3.0");
  });

  it("creates a control plane, a provider for itself, and an entry for each who is admitted", async () => {
    const evaluation = await evaluated("update");
    expect(evaluation.problems).toEqual([]);
    const component = named(evaluation, "cluster");
    const children = evaluation.resources.filter(({ origin }) => origin === "derived");
    expect(children.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["aws:eks/cluster:Cluster", "cluster-eksCluster", component.urn],
      ["pulumi:providers:kubernetes", "cluster-eks-k8s", component.urn],
      ["aws:eks/accessEntry:AccessEntry", "cluster-nodes", component.urn],
      ["aws:eks/accessEntry:AccessEntry", "cluster-operators", component.urn],
      [
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        "cluster-operators-admin",
        named(evaluation, "cluster-operators").urn,
      ],
    ]);
  });

  it("sends AWS exactly what the component makes of its arguments", async () => {
    const { inputs, ignoreChanges } = named(await evaluated("update"), "cluster-eksCluster");
    expect(inputs).toEqual({
      name: "urr-test",
      roleArn: "arn:aws:iam::123456789012:role/urr-test",
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: ["subnet-1", "subnet-2"],
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
      },
      version: "1.36",
      enabledClusterLogTypes: ["api", "audit"],
      tags: { Name: "cluster-eksCluster", Part: "cluster", Team: "platform" },
      encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      upgradePolicy: { supportType: "STANDARD" },
      deletionProtection: true,
    });
    expect(ignoreChanges).toContain("bootstrapSelfManagedAddons");
  });

  it("admits by entries without their policies, which are associations of their own", async () => {
    const evaluation = await evaluated("update");
    expect(named(evaluation, "cluster-operators").inputs).toEqual({ principalArn, clusterName: "urr-test" });
    expect(named(evaluation, "cluster-nodes").inputs).toMatchObject({ type: "EC2_LINUX" });
    expect(named(evaluation, "cluster-operators-admin").inputs).toEqual({
      accessScope: { type: "cluster" },
      principalArn,
      policyArn,
      clusterName: "urr-test",
    });
  });

  it("gives back the cluster, the group EKS makes for it, and the way to it", async () => {
    const { seen, resources } = await evaluated("update");
    const { outputs } = named({ resources }, "cluster-eksCluster");
    expect(seen).toMatchObject({
      arn: "arn:aws:eks:ap-northeast-2:123456789012:cluster/urr-test",
      authority: outputs["certificateAuthority"],
      clusterSecurityGroupId: expect.stringMatching(/^sg-0[0-9a-f]{16}$/) as string,
      oidcIssuer: expect.stringMatching(
        /^oidc\.eks\.ap-northeast-2\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
      ) as string,
      endpoint: outputs["endpoint"],
      ingressRule: "",
      roleArn: "arn:aws:iam::123456789012:role/urr-test",
    });
    expect(JSON.parse(String(seen["kubeconfig"]))).toMatchObject({
      clusters: [{ cluster: { server: outputs["endpoint"] } }],
      users: [
        {
          user: {
            exec: {
              args: [
                ...["--region", "ap-northeast-2", "eks", "get-token", "--cluster-name", "urr-test"],
                ...["--output", "json", "--role", "arn:aws:iam::123456789012:role/deploy"],
              ],
            },
          },
        },
      ],
    });
  });

  it("puts the profile of the machine into its own kubeconfig and not into the one it gives away", async () => {
    const evaluation = await evaluated("update", { providerCredentialOpts: { profileName: "platform" } });
    expect(named(evaluation, "cluster-eks-k8s").inputs["kubeconfig"]).toContain("platform");
    expect(evaluation.seen["kubeconfig"]).not.toContain("platform");
  });

  it("creates the same in a preview, where nothing of the cluster is known", async () => {
    const [preview, update] = [await evaluated("preview"), await evaluated("update")];
    expect(preview.problems).toEqual([]);
    const names = ({ resources }: Evaluation) => resources.map(({ urn }) => urn);
    expect(names(preview)).toEqual(names(update));
    expect(preview.seen["kubeconfig"]).toBeUndefined();
  });

  it("hands a transform the control plane, for what the component has no argument for", async () => {
    const zonalShift: pulumi.ResourceTransform = ({ type, props, opts }) =>
      type === "aws:eks/cluster:Cluster"
        ? { props: { ...props, zonalShiftConfig: { enabled: true } }, opts }
        : undefined;
    const evaluation = await evaluated("update", {}, [zonalShift]);
    expect(named(evaluation, "cluster-eksCluster").inputs["zonalShiftConfig"]).toEqual({ enabled: true });
  });

  it("makes addresses for services where they are asked for", async () => {
    const evaluation = await evaluated("update", { kubernetesServiceIpAddressRange: "172.20.0.0/16" });
    expect(named(evaluation, "cluster-eksCluster").inputs["kubernetesNetworkConfig"]).toEqual({
      serviceIpv4Cidr: "172.20.0.0/16",
      ipFamily: "ipv4",
    });
  });

  it.each([
    ["addresses for a public endpoint that is off", { endpointPublicAccess: false }, /publicAccessCidrs/],
    ["an add-on of the component's own", { corednsAddonOptions: { enabled: true } }, /corednsAddonOptions/],
    ["what it was not taught, so that none is silently lost", { ipFamily: "ipv6" }, /ipFamily/],
  ])("refuses %s", async (_, change, reason) => {
    const { problems } = await evaluated("update", change);
    expect(problems.join("\n")).toMatch(reason);
  });

  it("refuses to guess a role that it was not given", () => {
    expect(() => expandCluster("cluster", plain)).toThrow(/serviceRole/);
  });
});
