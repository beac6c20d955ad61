import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Account } from "../account";
import { parseCidr } from "../cidr";
import { Component } from "../component";
import { encryptionKey } from "../encryption-key";
import type { Network } from "../network";
import type { Operations } from "../operations";
import { accessEntries } from "./access-entries";
import { Addons } from "./addons";
import { controlPlaneRole } from "./control-plane-role";
import { EksTags } from "./eks-tags";
import { Karpenter } from "./karpenter";
import { NodeGroup } from "./node-group";
import type { ClusterSettings } from "./settings";
import { networkingAddons, nodeAddons } from "./versions";
import { autoscalingUses } from "./volume-key";
import { zonalShift } from "./zonal-shift";

export interface ClusterArgs extends ClusterSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "tags">;
  readonly account: Account;
  readonly network: Pick<Network, "cidr" | "vpcId" | "subnetIds" | "tierCidrs">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Whether schedules change the size of the node group, so that updates must leave it alone. */
  readonly resizedBySchedule: boolean;
  /** Whether the load does, between its bounds. */
  readonly resizedByLoad: boolean;
}

/** Every log that the control plane offers. */
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * Kubernetes on EKS: the control plane, its managed add-ons, and nodes for the platform.
 *
 * Promises that the API answers only where it is asked to, that secrets and disks are encrypted with keys of our own,
 * and that pods have rights on AWS by Pod Identity alone.
 */
export class Cluster extends Component {
  /** Plain: what others name in trust policies, log groups and associations. */
  readonly clusterName: string;
  /** What everything inside the cluster waits for. */
  readonly controlPlane: pulumi.Resource;
  /** Grants whoever holds it nothing: it asks `aws eks get-token`. Still a secret, since it names endpoint and CA. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Group of every node; what nodes may reach admits it. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Group of the control plane and of everything in the cluster. */
  readonly clusterSecurityGroupId: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  /** Encrypts the disks of nodes and pods. */
  readonly volumeKeyArn: pulumi.Output<string>;
  /** Of the managed nodes. */
  readonly nodeGroupName: pulumi.Output<string>;
  /** Undefined where nodes are managed alone. */
  readonly karpenter: Karpenter | undefined;

  constructor(name: string, args: ClusterArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:Cluster", name, opts);
    const { account, environment, network, operations } = args;
    this.clusterName = environment.prefix;

    const logs = new aws.cloudwatch.LogGroup(
      this.named("logs"),
      {
        name: `/aws/eks/${this.clusterName}/cluster`,
        retentionInDays: operations.retentionDays.audit,
        kmsKeyId: operations.keyArn,
      },
      this.within,
    );
    const disposable = !environment.protect;
    const secretsKey = encryptionKey(
      this.named("secrets-key"),
      { description: `Kubernetes secrets of ${this.clusterName}`, account, disposable },
      this.within,
    );
    const volumesKey = encryptionKey(
      this.named("volumes-key"),
      {
        description: `Disks of the nodes and pods of ${this.clusterName}`,
        account,
        statements: autoscalingUses(account),
        disposable,
      },
      this.within,
    );
    const role = controlPlaneRole(this.named("identity"), { account }, this.within);
    const nodeSecurityGroup = new aws.ec2.SecurityGroup(
      this.named("node-security-group"),
      {
        description: "Nodes, for whatever admits them",
        vpcId: network.vpcId,
        // A node class that finds it by Karpenter's discovery tag must name the cluster's own group too.
        tags: { Name: `${this.clusterName}-nodes`, "karpenter.sh/discovery": this.clusterName },
      },
      this.within,
    );

    const cluster = new eks.Cluster(
      this.named("control-plane"),
      {
        name: this.clusterName,
        version: args.version,
        vpcId: network.vpcId,
        subnetIds: [...network.subnetIds.app],
        serviceRole: role.role,
        authenticationMode: eks.AuthenticationMode.Api,
        accessEntries: accessEntries(args.access),
        enabledClusterLogTypes: logTypes,
        encryptionConfigKeyArn: secretsKey.arn,
        endpointPrivateAccess: true,
        endpointPublicAccess: args.api.publicCidrs.length > 0,
        ...(args.api.publicCidrs.length > 0 ? { publicAccessCidrs: args.api.publicCidrs } : {}),
        deletionProtection: environment.protect,
        upgradePolicy: { supportType: args.extendedSupport ? "EXTENDED" : "STANDARD" },
        // Add-ons, nodes, groups and identities are made here; of the component only the control plane is wanted.
        skipDefaultNodeGroup: true,
        skipDefaultSecurityGroups: true,
        createOidcProvider: false,
        useDefaultVpcCni: true,
        kubeProxyAddonOptions: { enabled: false },
        corednsAddonOptions: { enabled: false },
        bootstrapSelfManagedAddons: false,
        providerCredentialOpts: {},
      },
      {
        ...this.withinPackaged,
        dependsOn: [logs, role],
        transforms: [zonalShift(args.zonalShift)],
      },
    );
    this.controlPlane = cluster;
    this.clusterSecurityGroupId = cluster.clusterSecurityGroupId;
    this.nodeSecurityGroupId = nodeSecurityGroup.id;
    if (args.api.runner === "vpc") {
      new aws.vpc.SecurityGroupIngressRule(
        this.named("api-from-vpc"),
        {
          securityGroupId: this.clusterSecurityGroupId,
          // EKS admits only who is in the group itself, which a runner or a tunnel is not.
          description: "Kubernetes API from the VPC",
          cidrIpv4: network.cidr,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
        },
        this.within,
      );
    }
    this.kubeconfig = cluster.kubeconfigJson;

    const common = {
      ...{ account, clusterName: this.clusterName, settings: args, tags: environment.tags },
      roomForPrefixes: network.tierCidrs.app.every((block) => (parseCidr(block)?.prefix ?? 32) <= 20),
      volumeKeyArn: volumesKey.arn,
      subnetIds: network.subnetIds.app,
      securityGroupIds: [this.clusterSecurityGroupId, this.nodeSecurityGroupId],
      operations,
    };
    const networking = new Addons(
      this.named("networking"),
      { ...common, names: networkingAddons },
      { ...this.within, dependsOn: cluster },
    );
    const nodes = new NodeGroup(
      this.named("system"),
      {
        ...common,
        platformOnly: args.karpenter.enabled,
        resizedBySchedule: args.resizedBySchedule,
        resizedByLoad: args.resizedByLoad,
      },
      { ...this.within, dependsOn: networking },
    );
    new Addons(this.named("addons"), { ...common, names: nodeAddons }, { ...this.within, dependsOn: nodes });
    new EksTags(
      this.named("eks-tags"),
      {
        clusterSecurityGroupId: this.clusterSecurityGroupId,
        autoscalingGroups: { system: nodes.autoscalingGroupName },
        tags: environment.tags,
      },
      this.within,
    );
    this.karpenter = args.karpenter.enabled
      ? new Karpenter(this.named("karpenter"), common, { ...this.within, dependsOn: cluster })
      : undefined;
    this.nodeRoleArn = nodes.roleArn;
    this.volumeKeyArn = volumesKey.arn;
    this.nodeGroupName = nodes.nodeGroupName;
    this.registerOutputs({ clusterName: this.clusterName });
  }
}
