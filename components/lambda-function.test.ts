import { describe, expect, it } from "vitest";
import { evaluateComponents } from "../test/support/evaluate-component";
import { Graph, statementsOf } from "../test/support/graph";
import { isAllowed } from "../test/support/iam";
import { logsKeyArn, operations } from "../test/support/upstream";
import { LambdaFunction, type LambdaFunctionArgs } from "./lambda-function";

type Given = Partial<Omit<LambdaFunctionArgs, "account" | "operations">>;

async function build(given: Given = {}) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    new LambdaFunction(
      "worker",
      {
        name: "urr-test-ticket-worker",
        description: "Applies ticket events",
        bundle: { code: "exports.handler = () => undefined;", map: "{}", modules: {} },
        environment: { DB_HOST: "db.example.com" },
        memoryMb: 256,
        timeoutSeconds: 30,
        reservedConcurrency: 10,
        statements: [],
        ...given,
        account,
        operations,
      },
      here,
    );
  });
  expect(problems).toEqual([]);
  const graph = new Graph(resources);
  const documents = [graph.named("worker-role-policy").inputs["policy"]];
  return { graph, lambda: graph.named("worker-function").inputs, documents };
}

const inVpc = { subnetIds: ["subnet-a", "subnet-c"], securityGroupIds: ["sg-worker"] };
const log = "arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/lambda/urr-test-ticket-worker";
const functionArn = "arn:aws:lambda:ap-northeast-2:123456789012:function:urr-test-ticket-worker";

const mayWrite = (resource: string, identity: readonly unknown[]) =>
  isAllowed({ action: "logs:PutLogEvents", resource, context: {} }, { identity });

describe("a function", () => {
  it("runs its bundle on arm64, traced by X-Ray, and no more of it at once than is reserved", async () => {
    const { lambda } = await build();
    expect(lambda).toMatchObject({
      name: "urr-test-ticket-worker",
      runtime: "nodejs24.x",
      handler: "index.handler",
      architectures: ["arm64"],
      memorySize: 256,
      timeout: 30,
      reservedConcurrentExecutions: 10,
      tracingConfig: { mode: "Active" },
    });
    expect(lambda).not.toHaveProperty("vpcConfig");
  });

  it("is told its variables, encrypted with our key, and says where in the source it has failed", async () => {
    const { lambda, documents } = await build();
    expect(lambda["environment"]).toEqual({
      variables: { DB_HOST: "db.example.com", NODE_OPTIONS: "--enable-source-maps" },
    });
    expect(lambda["kmsKeyArn"]).toBe(logsKeyArn);
    const decrypt = (arn: string) =>
      isAllowed(
        {
          action: "kms:Decrypt",
          resource: logsKeyArn,
          context: { "kms:EncryptionContext:aws:lambda:FunctionArn": arn },
        },
        { identity: documents },
      );
    expect([decrypt(functionArn), decrypt(`${functionArn}-2`)]).toEqual([true, false]);
  });

  it("has its code, the map of it, modules and further files in one archive, the same for the same texts", async () => {
    const codeOf = async (given: Given) => (await build(given)).lambda["code"] as Record<string, string>;
    const bundle = { code: "a", map: "b", modules: { "node_modules/ioredis/index.js": "d" } };
    expect(Object.keys(await codeOf({ bundle, files: { "page.html": "c" } }))).toEqual([
      ...["index.js", "index.js.map", "node_modules/ioredis/index.js", "page.html"],
    ]);
    expect(await codeOf({ bundle })).toEqual(await codeOf({ bundle }));
    expect(await codeOf({ bundle })).not.toEqual(await codeOf({ bundle: { ...bundle, code: "c" } }));
  });

  it("writes in JSON to a log group of its name that is there before it, encrypted, for a stated time", async () => {
    const { graph, lambda } = await build();
    const logs = graph.named("worker-logs");
    expect(logs.inputs).toMatchObject({
      name: "/aws/lambda/urr-test-ticket-worker",
      retentionInDays: 90,
      kmsKeyId: logsKeyArn,
    });
    expect(lambda["loggingConfig"]).toEqual({ logFormat: "JSON", logGroup: logs.inputs["name"] });
    expect(graph.named("worker-function").dependencies).toContain(logs.urn);
  });

  it.each([{}, { vpc: inVpc }])("may write that log and no other: %j", async (given) => {
    const { documents } = await build(given);
    expect(mayWrite(`${log}:log-stream:today`, documents)).toBe(true);
    expect(mayWrite(`${log}-2:log-stream:today`, documents)).toBe(false);
  });

  it("in a VPC may write no other log either, though AWS's policy allows every one", async () => {
    const { documents } = await build({ vpc: inVpc });
    const everyLog = { Statement: [{ Effect: "Allow", Action: "logs:*", Resource: "*" }] };
    expect(mayWrite(`${log}:log-stream:today`, [...documents, everyLog])).toBe(true);
    expect(mayWrite(`${log}-2:log-stream:today`, [...documents, everyLog])).toBe(false);
  });

  it("has its rights before it can run", async () => {
    const { graph } = await build({ vpc: inVpc });
    const { dependencies } = graph.named("worker-function");
    for (const right of ["policy", "AWSXRayDaemonWriteAccess", "AWSLambdaVPCAccessExecutionRole"]) {
      expect(dependencies).toContain(graph.named(`worker-role-${right}`).urn);
    }
  });

  it("in a VPC has interfaces in its subnets, which Lambda makes and the code itself may not", async () => {
    const { lambda, documents } = await build({ vpc: inVpc });
    expect(lambda["vpcConfig"]).toEqual(inVpc);
    const asAws = { Statement: [{ Effect: "Allow", Action: "ec2:*", Resource: "*" }] };
    const mayMake = (context: Record<string, string>) =>
      isAllowed(
        { action: "ec2:CreateNetworkInterface", resource: "*", context },
        { identity: [...documents, asAws] },
      );
    expect(mayMake({})).toBe(true);
    expect(mayMake({ "lambda:SourceFunctionArn": functionArn })).toBe(false);
  });

  it("sends what it could not do to a queue, after the tries that are asked for", async () => {
    const queueArn = "arn:aws:sqs:ap-northeast-2:123456789012:failures";
    const { graph, documents } = await build({ failures: { queueArn, retries: 1, maxAgeSeconds: 120 } });
    expect(graph.named("worker-failures").inputs).toMatchObject({
      functionName: "urr-test-ticket-worker",
      maximumRetryAttempts: 1,
      maximumEventAgeInSeconds: 120,
      destinationConfig: { onFailure: { destination: queueArn } },
    });
    expect(statementsOf(documents[0]).find(({ Sid }) => Sid === "FailedInvocations")).toMatchObject({
      Action: "sqs:SendMessage",
      Resource: queueArn,
    });
    expect((await build()).graph.has("worker-failures")).toBe(false);
  });
});
