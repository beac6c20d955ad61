import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Statement } from "../../policy-document";
import { usEast1 } from "../../us-east-1";

export interface GateEntriesArgs {
  readonly prefix: string;
  readonly account: Account;
  /** What checks admissions at the edge, and so where it can read. */
  readonly gate: "function" | "lambdaEdge";
  /** Whether what it holds may be deleted for good at once. */
  readonly disposable: boolean;
}

/**
 * Where the gate at the edge reads what it must know: a key value store of CloudFront, or a secret where the gate is
 * Lambda@Edge, which has no such store. Made empty: the function that rotates keys fills it.
 */
export class GateEntries extends Component {
  /** Undefined where the gate reads a secret. */
  readonly store: { readonly arn: pulumi.Output<string>; readonly id: pulumi.Output<string> } | undefined;
  /** Undefined where the gate reads the store. */
  readonly secret: { readonly name: string; readonly read: () => readonly Statement[] } | undefined;
  readonly arn: pulumi.Output<string>;
  /** What the function is told that writes. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** What it may do. */
  readonly write: readonly Statement[];

  constructor(name: string, args: GateEntriesArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:queueing:GateEntries", name, opts);
    if (args.gate === "function") {
      const store = new aws.cloudfront.KeyValueStore(
        this.named("store"),
        {
          name: `${args.prefix}-waiting-room-gate`,
          comment: `What the gate of ${args.prefix}, waiting room reads`,
        },
        this.within,
      );
      this.arn = store.arn;
      this.store = { arn: store.arn, id: store.id };
      this.secret = undefined;
      this.variables = { GATE_STORE_ARN: store.arn };
      this.write = [
        entries(
          ["DescribeKeyValueStore", "ListKeys", "UpdateKeys"].map((one) => `cloudfront-keyvaluestore:${one}`),
          store.arn,
        ),
      ];
    } else {
      const secretName = `${args.prefix}/waiting-room-gate`;
      const { arn, keyArn } = this.#secret(secretName, args);
      this.arn = arn;
      this.store = undefined;
      this.secret = {
        name: secretName,
        read: () => [entries("secretsmanager:GetSecretValue", arn), keyUse("kms:Decrypt", keyArn)],
      };
      this.variables = { GATE_ENTRIES_SECRET: secretName };
      this.write = [
        entries(["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"], arn),
        keyUse(["kms:Decrypt", "kms:GenerateDataKey"], keyArn),
      ];
    }
    this.registerOutputs({ arn: this.arn });
  }

  #secret(secretName: string, { account, disposable, prefix }: GateEntriesArgs) {
    const key = encryptionKey(
      this.named("key"),
      {
        description: `What the gate of ${prefix}, waiting room reads`,
        account: { ...account, region: usEast1 },
        disposable,
      },
      this.within,
    );
    const secret = new aws.secretsmanager.Secret(
      this.named("secret"),
      {
        name: secretName,
        region: usEast1,
        description: "Keys and times that the waiting room's gate at the edge judges by",
        kmsKeyId: key.arn,
        // Whoever changes the gate and back needs the name, and rotation writes the entries anew.
        recoveryWindowInDays: 0,
      },
      this.within,
    );
    return { arn: secret.arn, keyArn: key.arn };
  }
}

function entries(Action: string | readonly string[], Resource: pulumi.Input<string>): Statement {
  return { Sid: "GateEntries", Effect: "Allow", Action, Resource };
}

function keyUse(Action: string | readonly string[], Resource: pulumi.Input<string>): Statement {
  return {
    ...{ Sid: "KeyOfTheGateEntries", Effect: "Allow", Action, Resource },
    Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${usEast1}.amazonaws.com` } },
  };
}
