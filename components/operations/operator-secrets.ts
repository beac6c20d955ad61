import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
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
  constructor(name: string, args: OperatorSecretsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:OperatorSecrets", name, opts);

    for (const [key, value] of Object.entries(args.values)) {
      const secret = new aws.secretsmanager.Secret(
        this.named(kebab(key)),
        {
          name: `${args.prefix}/${kebab(key)}`,
          kmsKeyId: args.keyArn,
          recoveryWindowInDays: args.recoveryWindowInDays,
        },
        this.within,
      );
      new aws.secretsmanager.SecretVersion(
        this.named(`${kebab(key)}-value`),
        { secretId: secret.id, secretString: value },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
