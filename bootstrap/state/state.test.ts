import { describe, expect, it } from "vitest";
import { evaluatedBootstrap } from "../../test/support/bootstrap";
import { statementsOf } from "../../test/support/graph";

describe("the state bucket: STA-20, PLT-16, CON-36", () => {
  it("keeps earlier versions under a key of its own, closed to the public and protected", async () => {
    const { graph } = await evaluatedBootstrap({ "urr:state": { oldVersionDays: 30 } });
    const key = graph.named("state-key");
    expect(graph.named("state-store-bucket")).toMatchObject({
      protect: true,
      inputs: { bucket: "urr-state-123456789012", forceDestroy: false },
    });
    expect(graph.named("state-store-versioning").inputs["versioningConfiguration"]).toEqual({
      status: "Enabled",
    });
    expect(graph.named("state-store-encryption").inputs["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.outputs["arn"] },
        bucketKeyEnabled: true,
      },
    ]);
    expect(graph.named("state-store-public-access").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(graph.named("state-store-lifecycle").inputs["rules"]).toMatchObject([
      {
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
    ]);
    expect(key).toMatchObject({
      protect: true,
      inputs: { enableKeyRotation: true, deletionWindowInDays: 30 },
    });
  });

  it("takes requests over TLS only, gives nobody a right, and is changed by no role of a stack", async () => {
    const { graph } = await evaluatedBootstrap();
    const policy = graph.named("state-store-policy");
    const Resource = ["arn:aws:s3:::urr-state-123456789012", "arn:aws:s3:::urr-state-123456789012/*"];
    expect(statementsOf(policy.inputs["policy"])).toMatchObject([
      {
        Effect: "Deny",
        Principal: "*",
        Action: expect.arrayContaining([
          "s3:PutBucket*",
          "s3:DeleteBucket*",
          "s3:DeleteObjectVersion*",
        ]) as object,
        Resource,
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/urr-*" } },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    // S3 refuses a policy while it still takes public ones to be blocked.
    expect(policy.dependencies).toContain(graph.named("state-store-public-access").urn);
  });

  it("has its use recorded in a bucket that takes access logs of this account alone", async () => {
    const { graph } = await evaluatedBootstrap({ "urr:state": { accessLogDays: 90 } });
    const logs = graph.named("state-access-logs-bucket");
    expect(graph.named("state-store-logging").inputs).toMatchObject({
      bucket: "urr-state-123456789012",
      targetBucket: logs.inputs["bucket"],
    });
    expect(graph.named("state-store-logging").dependencies).toContain(
      graph.named("state-access-logs-policy").urn,
    );
    const [delivery] = statementsOf(graph.named("state-access-logs-policy").inputs["policy"]);
    expect(delivery).toMatchObject({
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
    expect(graph.named("state-access-logs-lifecycle").inputs["rules"]).toMatchObject([
      { expiration: { days: 90 } },
    ]);
  });

  it("has the name that the stack file gives, and is found by its address", async () => {
    const { graph, outputs } = await evaluatedBootstrap({ "urr:state": { bucket: "acme-pulumi-state" } });
    expect(graph.named("state-store-bucket").inputs["bucket"]).toBe("acme-pulumi-state");
    expect(outputs["stateUrl"]).toBe("s3://acme-pulumi-state?region=ap-northeast-2");
  });

  it("can be destroyed with what it holds only where nothing is protected", async () => {
    const { graph } = await evaluatedBootstrap({ "urr:account": { protect: false } });
    expect(graph.named("state-store-bucket")).toMatchObject({
      protect: false,
      inputs: { forceDestroy: true },
    });
  });
});

describe("the key of Pulumi's secrets: STA-22", () => {
  it("has an alias for each stack and for bootstrap itself, which its address names", async () => {
    const { graph, outputs } = await evaluatedBootstrap();
    const key = graph.named("secrets-key");
    expect(key).toMatchObject({
      protect: true,
      inputs: { enableKeyRotation: true, deletionWindowInDays: 30 },
    });
    const aliases = graph.ofType("aws:kms/alias:Alias").map(({ inputs }) => inputs);
    expect(aliases).toEqual(
      ["bootstrap", "qa", "perf"].map((stack) => ({
        name: `alias/urr-pulumi-${stack}`,
        targetKeyId: key.outputs["keyId"],
      })),
    );
    expect(outputs["secretsProviders"]).toMatchObject({
      qa: "awskms://alias/urr-pulumi-qa?region=ap-northeast-2&context_stack=qa",
    });
  });

  it("is changed by no role of a stack, and neither is the state's: whatever the roles' own policies say", async () => {
    const { graph } = await evaluatedBootstrap();
    for (const key of ["secrets-key", "state-key"]) {
      const stays = statementsOf(graph.named(key).inputs["policy"]).find(
        ({ Sid }) => Sid === "StacksUseItOnly",
      );
      expect(stays, key).toMatchObject({
        Effect: "Deny",
        Principal: "*",
        Action: expect.arrayContaining([
          "kms:Put*",
          "kms:Schedule*",
          "kms:TagResource",
          "kms:Create*",
        ]) as object,
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/urr-*" } },
      });
      expect(graph.named(key).inputs["deletionWindowInDays"]).toBe(30);
    }
  });

  it("serves no request that names no stack", async () => {
    const { graph } = await evaluatedBootstrap();
    const deny = statementsOf(graph.named("secrets-key").inputs["policy"]).find(
      ({ Effect }) => Effect === "Deny",
    );
    expect(deny).toMatchObject({
      Principal: "*",
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Condition: { Null: { "kms:EncryptionContext:stack": "true" } },
    });
  });
});
