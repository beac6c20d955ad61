import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { SecretsSettings } from "./settings";

export interface AppSecretsArgs extends SecretsSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
}

/** What each secret is called, behind the prefix and a slash. */
const secretNames = {
  jwt: "jwt-secret",
  queueEntryToken: "queue-entry-token-secret",
  internalApiToken: "internal-api-token",
} as const satisfies Readonly<Record<keyof SecretsSettings["generations"], string>>;

type AppSecret = keyof typeof secretNames;
const appSecrets = Object.keys(secretNames) as AppSecret[];

/** Of letters and digits, so that no configuration format changes them: 64 hold 381 bits, more than SHA-256 uses. */
const length = 64;

/**
 * Secrets that belong to the application and to nobody outside: generated, kept in Secrets Manager as plain text under
 * `<prefix>/<name>`, and read from there alone, by External Secrets or at run time.
 *
 * Rotated by raising a generation, not by a Lambda: whoever signs and whoever verifies must change over together.
 */
export class AppSecrets extends Component {
  /** Names in Secrets Manager; plain, for what refers to them by name. */
  readonly names: Readonly<Record<AppSecret, string>>;
  readonly arns: Readonly<Record<AppSecret, pulumi.Output<string>>>;
  /** Whoever reads a secret must be allowed to decrypt with it. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: AppSecretsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:AppSecrets", name, opts);
    const { environment, account, generations } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Secrets of the application of ${environment.prefix}`,
        account,
        disposable: !environment.protect,
      },
      this.within,
    );
    this.names = bySecret((which) => `${environment.prefix}/${secretNames[which]}`);
    this.arns = bySecret((which) => {
      const value = new random.RandomPassword(
        this.named(`${secretNames[which]}-text`),
        { length, special: false, keepers: { generation: String(generations[which]) } },
        this.within,
      );
      const secret = new aws.secretsmanager.Secret(
        this.named(secretNames[which]),
        {
          name: this.names[which],
          kmsKeyId: key.arn,
          recoveryWindowInDays: environment.protect ? 30 : 0,
        },
        this.within,
      );
      new aws.secretsmanager.SecretVersion(
        this.named(`${secretNames[which]}-value`),
        { secretId: secret.id, secretString: pulumi.secret(value.result) },
        this.within,
      );
      return secret.arn;
    });

    this.keyArn = key.arn;
    this.registerOutputs({ arns: this.arns });
  }
}

function bySecret<Value>(valueOf: (secret: AppSecret) => Value): Readonly<Record<AppSecret, Value>> {
  return Object.fromEntries(appSecrets.map((secret) => [secret, valueOf(secret)])) as Record<
    AppSecret,
    Value
  >;
}
