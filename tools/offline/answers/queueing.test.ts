import { describe, expect, it } from "vitest";
import type { Asked } from "./answer";
import { apiAnswers, functionAnswers, messagingAnswers } from "./queueing";

const region = "ap-northeast-2";
const account = "123456789012";

function ask(type: string, inputs: Asked["inputs"] = {}) {
  const answer =
    { ...apiAnswers, ...functionAnswers, ...messagingAnswers }[type] ?? expect.fail(`no answer for ${type}`);
  return answer({ type, name: "one", urn: `urn:${type}`, inputs, region, account });
}

const functionType = "aws:lambda/function:Function";
const stage = { restApi: "a1b2c3d4e5", stageName: "live" };

describe("what AWS answers for functions, APIs and events", () => {
  it.each([
    [functionType, { name: "urr-test-worker" }, "urr-test-worker"],
    ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", { functionName: "worker" }, "worker"],
    [
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
      { functionName: "worker", qualifier: "live" },
      "worker:live",
    ],
    ["aws:lambda/permission:Permission", { statementId: "Api" }, "Api"],
    ["aws:apigateway/stage:Stage", stage, "ags-a1b2c3d4e5-live"],
    ["aws:apigateway/methodSettings:MethodSettings", { ...stage, methodPath: "*/*" }, "a1b2c3d4e5-live-*/*"],
    ["aws:apigateway/restApiPolicy:RestApiPolicy", { restApiId: stage.restApi }, stage.restApi],
    ["aws:sqs/redrivePolicy:RedrivePolicy", { queueUrl: "https://queue" }, "https://queue"],
    ["aws:cloudwatch/eventBus:EventBus", { name: "tickets" }, "tickets"],
    ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", {}, "default"],
    ["aws:schemas/schema:Schema", { name: "held", registryName: "tickets" }, "held/tickets"],
    ["aws:cloudfront/keyValueStore:KeyValueStore", { name: "gate" }, "gate"],
  ])("is called as the provider calls it: %s", (type, inputs, id) => {
    expect(ask(type, inputs).id).toBe(id);
  });

  it.each([
    [functionType, { name: "worker" }, `lambda:${region}:${account}:function:worker`],
    [
      "aws:lambda/alias:Alias",
      { functionName: `arn:aws:lambda:${region}:${account}:function:worker`, name: "live" },
      `lambda:${region}:${account}:function:worker:live`,
    ],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      {},
      `lambda:${region}:${account}:event-source-mapping:`,
    ],
    ["aws:apigateway/stage:Stage", stage, `apigateway:${region}::/restapis/a1b2c3d4e5/stages/live`],
    [
      "aws:cloudwatch/eventBus:EventBus",
      { name: "tickets" },
      `events:${region}:${account}:event-bus/tickets`,
    ],
    ["aws:cloudwatch/eventArchive:EventArchive", { name: "t" }, `events:${region}:${account}:archive/t`],
    ["aws:schemas/registry:Registry", { name: "t" }, `schemas:${region}:${account}:registry/t`],
    [
      "aws:schemas/schema:Schema",
      { name: "held", registryName: "t" },
      `schemas:${region}:${account}:schema/t/held`,
    ],
    [
      "aws:cloudfront/keyValueStore:KeyValueStore",
      { name: "gate" },
      `cloudfront::${account}:key-value-store/`,
    ],
  ])("has an ARN of the shape AWS gives: %s", (type, inputs, rest) => {
    expect(ask(type, inputs).outputs["arn"]).toContain(`arn:aws:${rest}`);
  });

  it("calls a function by the ARN that API Gateway needs", () => {
    const { outputs } = ask(functionType, { name: "api" });
    expect(outputs["invokeArn"]).toBe(
      `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${String(outputs["arn"])}/invocations`,
    );
  });

  it("names the published version of a function, and else the one that changes", () => {
    expect(ask(functionType, { name: "api", publish: true }).outputs["qualifiedArn"]).toMatch(/:api:1$/);
    expect(ask(functionType, { name: "api" }).outputs["qualifiedArn"]).toMatch(/:api:\$LATEST$/);
  });

  it("gives an API its id, and a stage of it an address", () => {
    const { id, outputs } = ask("aws:apigateway/restApi:RestApi");
    expect(id).toMatch(/^[a-z0-9]{10}$/);
    expect(outputs["executionArn"]).toBe(`arn:aws:execute-api:${region}:${account}:${id}`);
    expect(ask("aws:apigateway/stage:Stage", { restApi: id, stageName: "live" }).outputs).toMatchObject({
      executionArn: `arn:aws:execute-api:${region}:${account}:${id}/live`,
      invokeUrl: `https://${id}.execute-api.${region}.amazonaws.com/live`,
    });
  });

  it("returns nothing from a function that was called once", () => {
    expect(ask("aws:lambda/invocation:Invocation", { functionName: "key-rotation" }).outputs).toEqual({
      result: "{}",
    });
  });
});
