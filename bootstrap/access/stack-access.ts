import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../components/component";
import { policyDocument, shortPolicyDocument, type Statement } from "../../components/policy-document";
import { boundaryName } from "../../infra/boundary-name";
import { boundary } from "./boundary";
import { deployPermissions, previewPermissions } from "./permissions";
import { deployRoleName, previewRoleName } from "./role-names";
import type { Scope } from "./scope";
import type { GithubSettings } from "./github-settings";
import type { StackAccessSettings, Trusted } from "./settings";
import { githubTrust } from "./trust";

export interface StackAccessArgs {
  readonly scope: Scope;
  readonly github: GithubSettings;
  readonly providerArn: pulumi.Input<string>;
  readonly access: Pick<StackAccessSettings, "deploy" | "preview">;
}

interface RoleArgs {
  readonly name: string;
  readonly description: string;
  readonly trusted: Trusted;
  /** A first deployment makes a cluster, databases and a distribution one after the other, in well over an hour. */
  readonly hours: number;
  readonly permissions: Readonly<Record<string, readonly Statement[]>>;
}

/** The two roles through which workflows reach one stack, and the boundary of both and of every role of the stack. */
export class StackAccess extends Component {
  readonly deployRoleArn: pulumi.Output<string>;
  /** Undefined where nobody previews with a role. */
  readonly previewRoleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: StackAccessArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:StackAccess", name, opts);
    const { scope, access } = args;

    // Spelled out, because the policy names itself: no role may be made without it.
    const arn = pulumi.interpolate`arn:aws:iam::${scope.accountId}:policy/${boundaryName(scope.stack)}`;
    const limit = new aws.iam.Policy(
      this.named("boundary"),
      {
        name: boundaryName(scope.stack),
        description: `The most that any role of the stack ${scope.stack} can do`,
        policy: shortPolicyDocument(boundary(scope, arn)),
      },
      this.within,
    );

    this.deployRoleArn = this.#role("deploy", args, limit, {
      name: deployRoleName(scope.stack),
      description: `Deploys the stack ${scope.stack} from ${args.github.repository}`,
      trusted: access.deploy,
      hours: 4,
      permissions: deployPermissions(scope),
    });
    if (access.preview !== undefined) {
      this.previewRoleArn = this.#role("preview", args, limit, {
        name: previewRoleName(scope.stack),
        description: `Previews the stack ${scope.stack} from ${args.github.repository}, changing nothing`,
        trusted: access.preview,
        hours: 1,
        permissions: previewPermissions(scope),
      });
    }
    this.registerOutputs({ deployRoleArn: this.deployRoleArn, previewRoleArn: this.previewRoleArn });
  }

  #role(use: string, args: StackAccessArgs, limit: aws.iam.Policy, role: RoleArgs): pulumi.Output<string> {
    const { name, arn } = new aws.iam.Role(
      this.named(use),
      {
        name: role.name,
        description: role.description,
        assumeRolePolicy: policyDocument([githubTrust(args.providerArn, args.github, role.trusted)]),
        maxSessionDuration: role.hours * 3600,
        permissionsBoundary: limit.arn,
      },
      this.within,
    );
    for (const [topic, statements] of Object.entries(role.permissions)) {
      new aws.iam.RolePolicy(
        this.named(`${use}-${topic}`),
        { role: name, policy: policyDocument(statements) },
        this.within,
      );
    }
    return arn;
  }
}
