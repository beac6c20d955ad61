import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { Operations } from "../../operations";
import { operationsSettings } from "../../operations/settings";
import { Buckets } from "./index";
import { bucketsSettings } from "./settings";

interface Case {
  readonly settings?: z.input<typeof bucketsSettings>;
  readonly protect?: boolean;
  readonly distributed?: boolean;
}

async function build({ settings = {}, protect = true, distributed = true }: Case = {}) {
  let policy: string | undefined;
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const environment = { prefix: "urr-test", protect, domain: "tickets.example.com" };
    const operations = new Operations(
      "operations",
      { ...operationsSettings.parse({}), environment, account, secrets: {} },
      here,
    );
    const buckets = new Buckets(
      "data-tier-buckets",
      { ...bucketsSettings.parse(settings), environment, account, operations, distributed },
      here,
    );
    const readers = {
      Sid: "Distribution",
      Effect: "Allow" as const,
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Resource: pulumi.interpolate`${buckets.frontend.bucketArn}/*`,
      Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
    };
    buckets.frontend.policyWith([readers]).apply((document) => {
      policy = document;
    });
  });
  expect(problems).toEqual([]);
  return { graph: new Graph(resources), policy };
}

const frontend = (part: string) => `data-tier-buckets-frontend-${part}`;
const uploads = (part: string) => `data-tier-buckets-uploads-${part}`;

describe("both buckets", () => {
  it("are closed to the public, without ACLs, and keep earlier versions: DAT-70, CON-21", async () => {
    const { graph } = await build();
    for (const bucket of [frontend, uploads]) {
      expect(graph.named(bucket("public-access")).inputs).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(graph.named(bucket("ownership")).inputs["rule"]).toEqual({
        objectOwnership: "BucketOwnerEnforced",
      });
      expect(graph.named(bucket("versioning")).inputs["versioningConfiguration"]).toEqual({
        status: "Enabled",
      });
      const [rule] = graph.named(bucket("lifecycle")).inputs["rules"] as readonly unknown[];
      expect(rule).toMatchObject({
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      });
    }
  });

  it("record who uses them, in the archive", async () => {
    const { graph } = await build();
    const targetBucket = graph.named("operations-archive-bucket").id;
    for (const [bucket, folder] of [
      [frontend, "frontend"],
      [uploads, "uploads"],
    ] as const) {
      expect(graph.named(bucket("logging")).inputs).toMatchObject({
        bucket: graph.named(bucket("bucket")).id,
        targetBucket,
        targetPrefix: `s3-access/${folder}/`,
      });
    }
  });

  it("can be destroyed with what is in them only where nothing is protected", async () => {
    const destroyable = async (protect: boolean) => {
      const { graph } = await build({ protect });
      return [frontend, uploads].map((bucket) => graph.named(bucket("bucket")).inputs["forceDestroy"]);
    };
    expect(await destroyable(true)).toEqual([false, false]);
    expect(await destroyable(false)).toEqual([true, true]);
  });
});

describe("the frontend's bucket", () => {
  it("is encrypted with S3's own keys: DAT-70", async () => {
    const { graph } = await build();
    expect(graph.named(frontend("encryption")).inputs["rules"]).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("leaves its one policy to whoever knows the distribution, where there is one: ENV-19", async () => {
    const { graph } = await build({ distributed: true });
    expect(graph.has(frontend("policy"))).toBe(false);
    const alone = (await build({ distributed: false })).graph;
    expect(statementsOf(alone.named(frontend("policy")).inputs["policy"]).map(({ Sid }) => Sid)).toEqual([
      "TlsOnly",
    ]);
  });

  it("gives them a policy that asks for TLS as well", async () => {
    const { graph, policy } = await build();
    expect(statementsOf(policy).map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ["Distribution", "Allow"],
      ["TlsOnly", "Deny"],
    ]);
    expect(statementsOf(policy)[0]?.["Resource"]).toBe(
      `${String(graph.named(frontend("bucket")).outputs["arn"])}/*`,
    );
  });
});

describe("the bucket of uploads", () => {
  it("takes them from the site's pages, and from no others: DAT-74", async () => {
    const { graph } = await build();
    expect(graph.named(uploads("cors")).inputs["corsRules"]).toMatchObject([
      {
        allowedOrigins: ["https://tickets.example.com", "https://www.tickets.example.com"],
        allowedMethods: ["GET", "HEAD", "PUT"],
        allowedHeaders: ["content-type", "content-md5", "x-amz-*"],
      },
    ]);
  });

  it("is encrypted with a key of ours, through a bucket key", async () => {
    const { graph } = await build();
    expect(graph.named(uploads("encryption")).inputs["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: graph.named("data-tier-buckets-key").outputs["arn"],
        },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("forgets what nobody accepted", async () => {
    const { graph } = await build({ settings: { temporaryUploadDays: 2 } });
    const [, temporary] = graph.named(uploads("lifecycle")).inputs["rules"] as readonly unknown[];
    expect(temporary).toMatchObject({ filter: { prefix: "tmp/" }, expiration: { days: 2 } });
  });

  it("lets S3 choose the class of old uploads only where the stack says so: DAT-73, CON-22", async () => {
    const transitions = async (settings: Case["settings"]) => {
      const { graph } = await build({ ...(settings === undefined ? {} : { settings }) });
      const [rule] = graph.named(uploads("lifecycle")).inputs["rules"] as readonly Record<string, unknown>[];
      return rule?.["transitions"];
    };
    expect(await transitions({ intelligentTieringDays: 30 })).toEqual([
      { days: 30, storageClass: "INTELLIGENT_TIERING" },
    ]);
    expect(await transitions(undefined)).toBeUndefined();
  });
});
