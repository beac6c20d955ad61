import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../../components/policy-document";
import type { Scope } from "./scope";

/** Name of the main program's project, which is part of every path of its state. */
const project = "urr";

/**
 * The state of one stack in a bucket that holds them all, and its secrets under a key that serves them all.
 *
 * Paths are those of Pulumi's own backend for buckets (`pkg/backend/diy`, layout version 1). A preview takes no lock and
 * writes nothing. Listing the bucket cannot be narrowed: without it S3 answers 403 for a missing object, which the
 * backend takes for a failure. Secrets are told apart by the encryption context of the stack's secrets provider, since
 * decryption names no alias.
 */
export function stateAccess(scope: Scope, use: "deploy" | "preview"): readonly Statement[] {
  const { stack, region, state, secretsKeyArn } = scope;
  const writes = use === "deploy";
  const under = (path: string) => pulumi.interpolate`${state.bucketArn}/.pulumi/${path}`;
  // The latter stands for history, backups and locks/organization.
  const ownState = [under(`stacks/${project}/${stack}.*`), under(`*/${project}/${stack}/*`)];
  return [
    { Sid: "ListState", Effect: "Allow", Action: "s3:ListBucket", Resource: state.bucketArn },
    { Sid: "StateLayout", Effect: "Allow", Action: "s3:GetObject", Resource: under("meta.yaml") },
    {
      Sid: "OwnState",
      Effect: "Allow",
      Action: ["s3:GetObject", ...(writes ? ["s3:PutObject", "s3:DeleteObject"] : [])],
      Resource: ownState,
    },
    {
      Sid: "StateKeyThroughS3",
      Effect: "Allow",
      Action: ["kms:Decrypt", ...(writes ? ["kms:GenerateDataKey"] : [])],
      Resource: state.keyArn,
      Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
    {
      Sid: "OwnSecrets",
      Effect: "Allow",
      Action: ["kms:Decrypt", ...(writes ? ["kms:Encrypt"] : [])],
      Resource: secretsKeyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:stack": stack } },
    },
  ];
}
