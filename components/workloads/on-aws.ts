import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import type { Cluster } from "../cluster";
import type { ClusterSettings } from "../cluster/settings";
import type { DataTier } from "../data-tier";
import type { Edge } from "../edge";
import type { Network } from "../network";
import type { Operations } from "../operations";
import type { Queueing } from "../queueing";
import type { SecretNames } from "./application/secret";

/** What the workloads are given of AWS, where they run there. */
export interface WorkloadsOnAws {
  readonly account: Account;
  readonly network: Pick<Network, "subnetIds" | "tierCidrs" | "vpcId">;
  readonly cluster: Pick<
    Cluster,
    | "clusterName"
    | "clusterSecurityGroupId"
    | "controlPlane"
    | "karpenter"
    | "nodeSecurityGroupId"
    | "volumeKeyArn"
  >;
  readonly clusterSettings: Pick<ClusterSettings, "architecture" | "nodes">;
  readonly dataTier: Pick<DataTier, "buckets" | "kafka" | "postgres" | "redis" | "secrets">;
  readonly queueing: Pick<Queueing, "grantsFor" | "podWorker" | "stream" | "waitingRoom">;
  readonly edge: Pick<Edge, "loadBalancer">;
  readonly operations: Pick<Operations, "alarms" | "archive" | "keyArn" | "retentionDays">;
  readonly secretNames: SecretNames;
  /** Whoever gives them their values: a secret that is read before has none, and is not read again for an hour. */
  readonly secretSources: readonly pulumi.Resource[];
  /** Whether its nodes stop out of hours. */
  readonly restsOutOfHours: boolean;
  /** What must be there before anything is put into the cluster. */
  readonly after: readonly pulumi.Resource[];
}
