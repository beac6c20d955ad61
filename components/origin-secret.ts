import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "./component";
import type { Statement } from "./policy-document";

export interface OriginSecretArgs {
  /** What the secret is called, `<prefix>/<what>`. */
  readonly secretName: string;
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
  /** What takes it, to be read after "What". */
  readonly whose: string;
  /** From 1 on. Raising it by one makes CloudFront send another value. */
  readonly generation: number;
  /** Whether the next generation is accepted too, since what compares reads the secret only now and then. */
  readonly acceptsNext: boolean;
}

/** Of letters and digits, as a header may hold them: 64 have 381 bits. A rule of a load balancer takes 128 characters. */
const length = 64;

/**
 * The value by which a request shows that it came through CloudFront.
 *
 * The last generation stays known until every edge has stopped to send it; the next one is known before it is sent
 * where that is asked for.
 */
export class OriginSecret extends Component {
  /** Plain, for what reads it by name. */
  readonly secretName: string;
  /** What CloudFront is to send; known once it can be looked up. */
  readonly header: pulumi.Output<string>;
  /** Every generation that is good. */
  readonly accepted: readonly pulumi.Output<string>[];
  readonly #args: OriginSecretArgs;
  readonly #arn: pulumi.Output<string>;

  constructor(name: string, args: OriginSecretArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:OriginSecret", name, opts);
    const { generation } = args;

    // Each generation is a resource of its own, so that raising the number leaves those before as they are.
    const valueOf = (one: number): pulumi.Output<string> =>
      pulumi.secret(
        new random.RandomPassword(this.named(`value-${String(one)}`), { length, special: false }, this.within)
          .result,
      );
    const sent = valueOf(generation);
    const accepted = [
      sent,
      ...(args.acceptsNext ? [valueOf(generation + 1)] : []),
      ...(generation > 1 ? [valueOf(generation - 1)] : []),
    ];
    const secret = new aws.secretsmanager.Secret(
      this.named("secret"),
      {
        name: args.secretName,
        description: `What ${args.whose} takes for a request that came through CloudFront`,
        kmsKeyId: args.keyArn,
        // Whoever switches it off and on again needs the name, and the value is in the state.
        recoveryWindowInDays: 0,
      },
      this.within,
    );
    const version = new aws.secretsmanager.SecretVersion(
      this.named("values"),
      { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(accepted)) },
      this.within,
    );

    this.secretName = args.secretName;
    this.header = pulumi.all([sent, version.id]).apply(([value]) => value);
    this.accepted = accepted;
    this.#args = args;
    this.#arn = secret.arn;
    this.registerOutputs({ secretName: this.secretName });
  }

  /** For who compares. */
  read(): readonly Statement[] {
    return [
      { Sid: "OriginSecret", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: this.#arn },
      {
        Sid: "OriginSecretKey",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: this.#args.keyArn,
        Condition: {
          StringEquals: { "kms:ViaService": `secretsmanager.${this.#args.region}.amazonaws.com` },
        },
      },
    ];
  }
}
