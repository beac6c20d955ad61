import { z } from "zod";
import type { AskAws, AwsAnswer } from "../aws-cli/ask";
import type { BootstrapFacts } from "./check";
import { deployFromBucket, deployLocally } from "./commands";
import { stackFile } from "./paths";
import { done, open, unknown, type Step } from "./step";

const name = "bucket";

/** That the bucket exists, or the step that says why it cannot be used. */
export type FoundBucket =
  { readonly exists: true; readonly step?: never } | { readonly exists: false; readonly step: Step };

/** @param key what the stack file names already: then the state was once moved into a bucket. */
export async function findBucket(
  ask: AskAws,
  facts: BootstrapFacts,
  key: string | undefined,
): Promise<FoundBucket> {
  const { bucket } = facts;
  const { failure } = await ask(["s3api", "head-bucket", ...ownBucket(facts)], z.unknown());
  if (failure === undefined) return { exists: true };
  if (failure.code === "404") {
    const lost = `${stackFile(facts.stack)} names a key already: to begin anew, first remove secretsprovider and encryptedkey there`;
    const details = key === undefined ? [] : [lost];
    return missing(
      open(name, `s3://${bucket} does not exist`, { details, commands: [deployLocally(facts)] }),
    );
  }
  if (failure.code !== "403") return missing(unknown(name, `s3://${bucket}: ${failure.message}`));
  return missing(await explainForbidden(ask, facts));
}

/** S3 forbids other accounts' buckets and those that IAM keeps from us with the same words. */
async function explainForbidden(ask: AskAws, { stack, bucket, accountId }: BootstrapFacts): Promise<Step> {
  const { value, failure } = await ask(["s3api", "list-buckets"], ownBuckets);
  if (failure !== undefined) {
    return unknown(name, `s3://${bucket} is another account's, or may not be seen with these credentials`, {
      details: [failure.message],
    });
  }
  if (value.Buckets.some(({ Name }) => Name === bucket)) {
    return unknown(name, `s3://${bucket} is this account's, but may not be seen with these credentials`);
  }
  return open(name, `the name is taken: s3://${bucket} belongs to another account than ${accountId}`, {
    details: [`set another name as urr:state.bucket in ${stackFile(stack)}`],
  });
}

const ownBuckets = z.object({ Buckets: z.array(z.object({ Name: z.string() })).default([]) });
const versioning = z.object({ Status: z.string().optional() });
const publicAccess = z.object({ PublicAccessBlockConfiguration: z.record(z.string(), z.boolean()) });
const encryption = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: z.array(
      z.object({ ApplyServerSideEncryptionByDefault: z.object({ SSEAlgorithm: z.string() }).optional() }),
    ),
  }),
});

/** Whether the bucket is fit for the state. */
export async function checkBucket(ask: AskAws, facts: BootstrapFacts, moved: boolean): Promise<Step> {
  const asked = <T>(command: string, schema: z.ZodType<T>) =>
    ask(["s3api", command, ...ownBucket(facts)], schema);
  const answers = await Promise.all([
    judge("versioned", asked("get-bucket-versioning", versioning), ({ Status }) => Status === "Enabled"),
    judge("private", asked("get-public-access-block", publicAccess), (answer) => {
      const switches = Object.values(answer.PublicAccessBlockConfiguration);
      return switches.length === 4 && switches.every(Boolean);
    }),
    judge("encrypted with KMS", asked("get-bucket-encryption", encryption), (answer) =>
      answer.ServerSideEncryptionConfiguration.Rules.some((rule) =>
        rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm.startsWith("aws:kms"),
      ),
    ),
  ]);
  const place = `s3://${facts.bucket}`;
  const lacking = answers.filter(({ holds }) => holds === false).map(({ quality }) => quality);
  const silent = answers.flatMap(({ quality, message }) =>
    message === undefined ? [] : [`${quality}? ${message}`],
  );
  if (lacking.length > 0) {
    const commands = moved ? deployFromBucket(facts) : [deployLocally(facts)];
    return open(name, `${place} is not ${lacking.join(", not ")}`, { details: silent, commands });
  }
  if (silent.length > 0)
    return unknown(name, `${place} does not show how it is protected`, { details: silent });
  return done(name, `${place}, ${answers.map(({ quality }) => quality).join(", ")}`);
}

interface Judgement {
  readonly quality: string;
  /** Undefined where AWS does not tell. */
  readonly holds: boolean | undefined;
  readonly message?: string;
}

/** What S3 answers where nothing of the kind was ever set. */
const neverSet = ["NoSuchPublicAccessBlockConfiguration", "ServerSideEncryptionConfigurationNotFoundError"];

async function judge<T>(
  quality: string,
  asked: Promise<AwsAnswer<T>>,
  holds: (answer: T) => boolean,
): Promise<Judgement> {
  const { value, failure } = await asked;
  if (failure === undefined) return { quality, holds: holds(value) };
  if (neverSet.includes(failure.code)) return { quality, holds: false };
  return { quality, holds: undefined, message: failure.message };
}

export function ownBucket({ bucket, accountId }: BootstrapFacts): readonly string[] {
  return ["--bucket", bucket, "--expected-bucket-owner", accountId];
}

function missing(step: Step): FoundBucket {
  return { exists: false, step };
}
