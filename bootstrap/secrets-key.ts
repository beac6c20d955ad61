import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components/account";
import { Component } from "../components/component";
import { encryptionKey } from "../components/encryption-key";
import { keyStays } from "./kept-from-stacks";
import { secretsAlias, secretsProvider } from "./addresses";

export interface SecretsKeyArgs {
  readonly account: Account;
  /** Stacks whose secrets Pulumi encrypts with the key. */
  readonly stacks: readonly string[];
}

/**
 * The key under which Pulumi keeps the secrets of every stack, with an alias for each stack.
 *
 * Each stack's secrets carry its name as encryption context, and the key takes no others: without it one stack's role
 * could read another's secrets. It is the last part of the secrets provider's address.
 */
export class SecretsKey extends Component {
  readonly keyArn: pulumi.Output<string>;
  /** What `pulumi stack init --secrets-provider` takes, by stack. */
  readonly providers: Readonly<Record<string, string>>;

  constructor(name: string, args: SecretsKeyArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:SecretsKey", name, opts);
    const { account, stacks } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: "Secrets in Pulumi's stack files and state",
        account,
        statements: [
          {
            Sid: "OnlyForANamedStack",
            Effect: "Deny",
            Principal: "*",
            Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            Resource: "*",
            Condition: { Null: { "kms:EncryptionContext:stack": "true" } },
          },
          keyStays(account),
        ],
        disposable: false,
      },
      this.within,
    );
    for (const stack of stacks) {
      new aws.kms.Alias(
        this.named(`alias-${stack}`),
        { name: secretsAlias(stack), targetKeyId: key.keyId },
        this.within,
      );
    }

    this.keyArn = key.arn;
    this.providers = Object.fromEntries(
      stacks.map((stack) => [stack, secretsProvider(stack, account.region)]),
    );
    this.registerOutputs({ keyArn: this.keyArn });
  }
}
