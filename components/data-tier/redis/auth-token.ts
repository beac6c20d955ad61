import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../../component";

export interface AuthTokenArgs {
  readonly prefix: string;
  readonly keyArn: pulumi.Input<string>;
  /** A new number makes a new token. */
  readonly generation: number;
  /** Whether the secret may be deleted for good at once. */
  readonly disposable: boolean;
}

/** ElastiCache takes 16 to 128 characters and no other symbols: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
const allowedSymbols = "!&#$^<>-";

/** The password of Redis, made here and kept in Secrets Manager. */
export class AuthToken extends Component {
  readonly value: pulumi.Output<string>;
  readonly secretArn: pulumi.Output<string>;
  readonly #secretId: pulumi.Output<string>;

  constructor(name: string, args: AuthTokenArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:AuthToken", name, opts);

    const password = new random.RandomPassword(
      this.named("password"),
      {
        length: 64,
        overrideSpecial: allowedSymbols,
        minLower: 1,
        minUpper: 1,
        minNumeric: 1,
        minSpecial: 1,
        keepers: { generation: String(args.generation) },
      },
      this.within,
    );
    this.value = pulumi.secret(password.result);
    const secret = new aws.secretsmanager.Secret(
      this.named("secret"),
      {
        name: `${args.prefix}/redis-auth-token`,
        description: "AUTH token of Redis",
        kmsKeyId: args.keyArn,
        recoveryWindowInDays: args.disposable ? 0 : 30,
      },
      this.within,
    );
    this.#secretId = secret.id;
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /** Tells clients the token, once the server knows it. */
  publish(server: pulumi.Resource): void {
    new aws.secretsmanager.SecretVersion(
      this.named("value"),
      { secretId: this.#secretId, secretString: this.value },
      { ...this.within, dependsOn: server },
    );
  }
}
