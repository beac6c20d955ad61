import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import type { Cluster } from "../../cluster";
import type { ClusterSettings } from "../../cluster/settings";
import type { Network } from "../../network";

/** What add-ons that work on AWS are told of it. */
export interface AwsFacts {
  readonly account: Account;
  readonly cluster: Pick<
    Cluster,
    "clusterName" | "clusterSecurityGroupId" | "controlPlane" | "karpenter" | "nodeSecurityGroupId"
  >;
  readonly clusterSettings: Pick<ClusterSettings, "architecture"> & {
    readonly nodes: Pick<ClusterSettings["nodes"], "max" | "min">;
  };
  readonly network: Pick<Network, "subnetIds" | "vpcId">;
  /** Begins the names of secrets. */
  readonly prefix: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Keys that secrets of the stack are encrypted with. */
  readonly secretKeyArns: readonly pulumi.Input<string>[];
  /** Of the nodes' disks. */
  readonly volumeKeyArn: pulumi.Input<string>;
  /** Whether an Ingress leads to the services. */
  readonly ingresses: boolean;
  /** Groups that pods or nodes are registered with. */
  readonly targetGroupArns: readonly pulumi.Input<string>[];
  /** Queues whose length decides how many pods there are. */
  readonly queueArns: readonly pulumi.Input<string>[];
}
