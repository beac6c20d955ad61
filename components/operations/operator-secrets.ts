import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { OperatorSecret } from "../../infra/operator-secrets";
import type { SecretValues } from "../../infra/settings";
import { Component } from "../component";

export interface OperatorSecretsArgs {
  readonly prefix: string;
  readonly values: SecretValues;
  readonly keyArn: pulumi.Input<string>;
  readonly recoveryWindowInDays: 0 | 30;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What only an operator can give, kept in Secrets Manager under `<prefix>/<name>` for whoever reads it at run time. */
export class OperatorSecrets extends Component {
  /** Known once the secret has its value. */
  readonly arns: Readonly<Partial<Record<OperatorSecret, pulumi.Output<string>>>>;

  constructor(name: string, args: OperatorSecretsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:OperatorSecrets", name, opts);

    const arns = Object.entries(args.values).map(([key, value]) => {
      const secret = new aws.secretsmanager.Secret(
        this.named(kebab(key)),
        {
          name: `${args.prefix}/${kebab(key)}`,
          kmsKeyId: args.keyArn,
          recoveryWindowInDays: args.recoveryWindowInDays,
        },
        this.within,
      );
      const version = new aws.secretsmanager.SecretVersion(
        this.named(`${kebab(key)}-value`),
        { secretId: secret.id, secretString: value },
        this.within,
      );
      return [key, pulumi.all([secret.arn, version.id]).apply(([arn]) => arn)] as const;
    });
    this.arns = Object.fromEntries(arns);

    this.registerOutputs({});
  }
}
