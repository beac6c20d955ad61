import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bundleLambdaEdge } from "../../../functions/admission-gate/bundle-lambda-edge";
import { graphOf } from "../../../test/support/edge/edge";
import { isAllowed, mayAssume } from "../../../test/support/iam";

const lambdas = { gate: "edge-cdn-viewer-gate", files: "edge-cdn-viewer-files" };
const both = () => graphOf({ gate: "lambdaEdge", frontend: "files" });
const secretName = "urr-test/waiting-room-gate";

/** What a file of an archive is told apart by. */
const digest = (text: string) =>
  `${String(Buffer.byteLength(text))} bytes, sha256 ${createHash("sha256").update(text).digest("hex")}`;

function built(servesFiles: boolean): Readonly<Record<string, string>> {
  const { files } = bundleLambdaEdge(secretName, servesFiles);
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, digest(text)]));
}

describe("the gate as Lambda@Edge", () => {
  it("is made in us-east-1 with a version, and has nothing that Lambda@Edge does not take: EDG-20, ENV-12, ENV-02", async () => {
    const graph = await both();
    for (const lambda of Object.values(lambdas)) {
      const { inputs } = graph.named(`${lambda}-function`);
      expect(inputs).toMatchObject({
        ...{ region: "us-east-1", publish: true, architectures: ["x86_64"], memorySize: 128, timeout: 5 },
        runtime: expect.stringMatching(/^nodejs2[246]\.x$/) as string,
      });
      for (const refused of [
        "environment",
        "vpcConfig",
        "tracingConfig",
        "layers",
        "kmsKeyArn",
        "deadLetterConfig",
      ]) {
        expect(inputs, refused).not.toHaveProperty(refused);
      }
      expect(inputs).not.toHaveProperty("reservedConcurrentExecutions");
    }
  });

  it("carries the name of a secret and no secret, for pages and files each as it is built: EDG-20, WEA-08", async () => {
    const graph = await both();
    for (const [lambda, servesFiles] of [
      [lambdas.gate, false],
      [lambdas.files, true],
    ] as const) {
      const { inputs, secretPaths } = graph.named(`${lambda}-function`);
      expect(inputs["code"]).toEqual(built(servesFiles));
      expect(secretPaths).toEqual([]);
    }
    expect(built(true)).not.toEqual(built(false));
    const text = Object.values(bundleLambdaEdge(secretName, false).files).join("");
    expect(text).toContain(JSON.stringify(secretName));
    const generated = graph
      .ofType("random:index/randomPassword:RandomPassword")
      .map(({ outputs }) => String(outputs["result"]));
    expect(generated.length).toBeGreaterThan(2);
    expect(generated.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it("has a role of its own, for Lambda and its edge: EDG-20", async () => {
    const graph = await both();
    const [gate, files] = Object.values(lambdas).map((lambda) => graph.named(`${lambda}-role-role`));
    expect(gate?.outputs["arn"]).not.toBe(files?.outputs["arn"]);
    const trust = gate?.inputs["assumeRolePolicy"];
    const may = (service: string) =>
      mayAssume(trust, {
        action: "sts:AssumeRole",
        principal: `Service:${service}.amazonaws.com`,
        context: {},
      });
    expect(["lambda", "edgelambda", "cloudfront", "ec2"].map(may)).toEqual([true, true, false, false]);
    const { inputs } = graph.named(`${lambdas.gate}-function`);
    expect(inputs["role"]).toBe(gate?.outputs["arn"]);
  });

  it("may read its entries and write its log wherever it runs, and nothing else: EDG-20, WEA-08", async () => {
    const graph = await both();
    const identity = [graph.named(`${lambdas.gate}-role-policy`).inputs["policy"]];
    const may = (action: string, resource: string, context = {}) =>
      isAllowed({ action, resource, context }, { identity });
    const secret = String(graph.named("room-gate-secret").outputs["arn"]);
    const key = String(graph.named("room-gate-key").outputs["arn"]);
    const via = (region: string) => ({ "kms:ViaService": `secretsmanager.${region}.amazonaws.com` });
    expect(may("secretsmanager:GetSecretValue", secret)).toBe(true);
    expect(may("kms:Decrypt", key, via("us-east-1"))).toBe(true);
    expect(may("kms:Decrypt", key, via("ap-northeast-2"))).toBe(false);
    // Names of a stack begin with the project and the environment.
    const name = `urr-test-${String(graph.named(`${lambdas.gate}-function`).inputs["name"])}`;
    const logs = (region: string, group: string) =>
      may("logs:PutLogEvents", `arn:aws:logs:${region}:123456789012:log-group:/aws/lambda/${group}`);
    expect(logs("eu-west-1", `us-east-1.${name}:log-stream:a`)).toBe(true);
    expect(logs("eu-west-1", "us-east-1.other:log-stream:a")).toBe(false);
    expect(logs("eu-west-1", "urr-test-waiting-room-api:log-stream:a")).toBe(false);
    const other = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-a1b2c3";
    for (const [action, resource] of [
      ["secretsmanager:GetSecretValue", other],
      ["secretsmanager:PutSecretValue", secret],
      ["kms:Encrypt", key],
      ["s3:GetObject", "arn:aws:s3:::files/a"],
    ] as const) {
      expect(may(action, resource, via("us-east-1")), action).toBe(false);
    }
  });

  it("is left in AWS when it is no longer named, where copies at the edge keep it for hours", async () => {
    for (const lambda of Object.values(lambdas)) {
      expect((await both()).named(`${lambda}-function`).inputs["skipDestroy"]).toBe(true);
    }
  });
});
