import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import { policyDocument, type Statement } from "../../policy-document";

export interface KeyRingArgs {
  /** What the secret is called, `<prefix>/<what>`. */
  readonly secretName: string;
  readonly keyArn: pulumi.Input<string>;
  readonly region: string;
  /** Whether the secret may be deleted for good at once. */
  readonly disposable: boolean;
}

interface Reader {
  readonly arn: pulumi.Input<string>;
}

/**
 * The secret that tickets and admissions are signed with. Pulumi makes the empty secret alone: its text comes from
 * the function that rotates keys, the first one too, so that no state ever holds a key.
 */
export class KeyRing extends Component {
  /** Plain, for what reads it by name. */
  readonly secretName: string;
  readonly #args: KeyRingArgs;
  readonly #arn: pulumi.Output<string>;

  constructor(name: string, args: KeyRingArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:KeyRing", name, opts);
    const secret = new aws.secretsmanager.Secret(
      this.named("secret"),
      {
        name: args.secretName,
        description: "Keys of the waiting room's tickets and admissions",
        kmsKeyId: args.keyArn,
        recoveryWindowInDays: args.disposable ? 0 : 30,
      },
      this.within,
    );
    this.secretName = args.secretName;
    this.#args = args;
    this.#arn = secret.arn;
    this.registerOutputs({ secretName: this.secretName });
  }

  /** For who mints and verifies. */
  read(): readonly Statement[] {
    return [
      { Sid: "KeyRing", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: this.#arn },
      this.#use("KeyRingKey", ["kms:Decrypt"]),
    ];
  }

  /** For the one that rotates. */
  readAndWrite(): readonly Statement[] {
    return [
      {
        Sid: "KeyRing",
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
        Resource: this.#arn,
      },
      this.#use("KeyRingKey", ["kms:Decrypt", "kms:GenerateDataKey"]),
    ];
  }

  /**
   * Shuts everybody else out, whatever their own rights say: services of the cluster may read whatever is called after
   * the environment. Whoever administers the account can change this policy, which is not to be overlooked, and who has
   * to end a key in an emergency asks the function.
   */
  reserve(roles: { readonly readers: readonly Reader[]; readonly writer: Reader }): void {
    const knows = [...roles.readers, roles.writer].map(({ arn }) => arn);
    new aws.secretsmanager.SecretPolicy(
      this.named("reserved"),
      {
        secretArn: this.#arn,
        blockPublicPolicy: true,
        policy: policyDocument([
          nobodyBut("ReadByItsFunctions", "secretsmanager:GetSecretValue", knows),
          nobodyBut("WrittenByRotation", "secretsmanager:PutSecretValue", [roles.writer.arn]),
        ]),
      },
      this.within,
    );
  }

  #use(Sid: string, actions: readonly string[]): Statement {
    return {
      Sid,
      Effect: "Allow",
      Action: actions,
      Resource: this.#args.keyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `secretsmanager.${this.#args.region}.amazonaws.com` },
      },
    };
  }
}

/** In a secret's own policy there is one resource: the secret. */
function nobodyBut(Sid: string, action: string, roles: readonly pulumi.Input<string>[]): Statement {
  return {
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: "*",
    // Of a session the role counts: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
    Condition: { ArnNotEquals: { "aws:PrincipalArn": roles } },
  };
}
