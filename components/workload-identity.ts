import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { Component } from "./component";
import type { Cluster } from "./cluster";
import type { Statement } from "./policy-document";
import { ServiceRole } from "./service-role";
import { podTrust } from "./pod-identity";

export interface WorkloadIdentityArgs {
  readonly account: Account;
  /** Whole, so that the association waits until there is a cluster to know it. */
  readonly cluster: Pick<Cluster, "clusterName" | "controlPlane">;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly statements: readonly Statement[];
}

/** The rights of one service account on AWS: a role of its own, taken by Pod Identity, never from the node. */
export class WorkloadIdentity extends Component {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadIdentityArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:WorkloadIdentity", name, opts);
    const { account, cluster, namespace, serviceAccount } = args;
    const { clusterName } = cluster;
    const identity = new ServiceRole(
      this.named("pods"),
      {
        account,
        description: `Pods of ${namespace}/${serviceAccount}`,
        trust: podTrust(account, clusterName),
        statements: args.statements,
      },
      this.within,
    );
    new aws.eks.PodIdentityAssociation(
      this.named("association"),
      { clusterName, namespace, serviceAccount, roleArn: identity.arn },
      { ...this.within, dependsOn: cluster.controlPlane },
    );
    this.roleArn = identity.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
