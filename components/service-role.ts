import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";
import { Component } from "./component";
import { policyDocument, type Statement } from "./policy-document";

export interface ServiceRoleArgs {
  readonly account: Account;
  readonly description: string;
  readonly trust: Statement;
  /** AWS's own policies, by name with their path. */
  readonly managed?: readonly string[];
  readonly statements?: readonly Statement[];
}

/** A role that a service takes to act for us, bounded like every role of the stack. */
export class ServiceRole extends Component {
  readonly role: aws.iam.Role;
  /** Known once the role has its rights: whoever uses it before would be refused. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:iam:ServiceRole", name, opts);
    const { managed = [], statements = [] } = args;
    this.role = new aws.iam.Role(
      this.named("role"),
      {
        description: args.description,
        assumeRolePolicy: policyDocument([args.trust]),
        permissionsBoundary: args.account.permissionsBoundary,
      },
      this.within,
    );
    const rights = [
      ...managed.map((policy) => {
        const short = policy.replace(/^.*\//, "");
        return new aws.iam.RolePolicyAttachment(
          this.named(short),
          { role: this.role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
          this.within,
        ).id;
      }),
      ...(statements.length === 0
        ? []
        : [
            new aws.iam.RolePolicy(
              this.named("policy"),
              { role: this.role.name, policy: policyDocument(statements) },
              this.within,
            ).id,
          ]),
    ];
    this.arn = pulumi.all([this.role.arn, pulumi.all(rights)]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}
