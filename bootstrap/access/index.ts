import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { Component } from "../../components/component";
import type { Dns } from "../dns";
import type { SecretsKey } from "../secrets-key";
import type { StateStore } from "../state";
import type { Scope } from "./scope";
import type { GithubSettings } from "./github-settings";
import type { StackAccessSettings } from "./settings";
import { StackAccess } from "./stack-access";
import { githubIssuer } from "./trust";

export interface AccessArgs {
  readonly account: Account;
  readonly github: GithubSettings;
  readonly stacks: Readonly<Record<string, StackAccessSettings>>;
  readonly state: Pick<StateStore, "bucketArn" | "keyArn">;
  readonly secrets: Pick<SecretsKey, "keyArn">;
  readonly dns: Pick<Dns, "zoneArnOf">;
}

interface RoleArns {
  readonly deploy: pulumi.Output<string>;
  readonly preview?: pulumi.Output<string>;
}

/** GitHub's identity provider, and for each stack the roles that its workflows take. No user, no key that lasts. */
export class Access extends Component {
  /** ARNs of the roles by stack. */
  readonly roleArns: Readonly<Record<string, RoleArns>>;

  constructor(name: string, args: AccessArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:Access", name, opts);
    const { account, github, state, secrets } = args;

    const providerArn =
      github.provider === "existing"
        ? pulumi.interpolate`arn:aws:iam::${account.id}:oidc-provider/${githubIssuer}`
        : new aws.iam.OpenIdConnectProvider(
            this.named("github"),
            { url: `https://${githubIssuer}`, clientIdLists: ["sts.amazonaws.com"] },
            this.within,
          ).arn;

    this.roleArns = Object.fromEntries(
      Object.entries(args.stacks).map(([stack, access]) => {
        const zoneArn = access.domain === undefined ? undefined : args.dns.zoneArnOf(access.domain);
        const scope: Scope = {
          stack,
          prefix: access.prefix ?? `urr-${stack}`,
          accountId: account.id,
          region: account.region,
          copyRegion: access.copyRegion,
          state,
          secretsKeyArn: secrets.keyArn,
          dns:
            access.domain === undefined || zoneArn === undefined
              ? undefined
              : { domain: access.domain, spared: domainsBelow(access.domain, args.stacks), zoneArn },
        };
        const roles = new StackAccess(this.named(stack), { scope, github, providerArn, access }, this.within);
        const { deployRoleArn: deploy, previewRoleArn: preview } = roles;
        return [stack, preview === undefined ? { deploy } : { deploy, preview }];
      }),
    );
    this.registerOutputs({});
  }
}

function domainsBelow(domain: string, stacks: AccessArgs["stacks"]): readonly string[] {
  return Object.values(stacks).flatMap(({ domain: other }) =>
    other?.endsWith(`.${domain}`) === true ? [other] : [],
  );
}
