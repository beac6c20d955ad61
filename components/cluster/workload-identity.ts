import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import type { Statement } from "../policy-document";
import { ServiceRole } from "../service-role";
import { podTrust } from "./pod-identity";

export interface WorkloadIdentityArgs {
  readonly account: Account;
  /** Plain, so that the role's trust needs no cluster. */
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly statements: readonly Statement[];
}

/** The rights of one service account on AWS: a role of its own, taken by Pod Identity, never from the node. */
export class WorkloadIdentity extends Component {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadIdentityArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:WorkloadIdentity", name, opts);
    const { account, clusterName, namespace, serviceAccount } = args;
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
      this.within,
    );
    this.roleArn = identity.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
