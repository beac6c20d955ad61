import { describe, expect, it } from "vitest";
import { routes } from "../../../functions/waiting-room-api/routes";
import { lambdaOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { logsKeyArn } from "../../../test/support/upstream";

const prefix = "queueing-room-rest";

interface Body {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

describe("the REST API", () => {
  it("is regional, with the routes of the function's own table, each led to the function: QUE-30, UNS-08", async () => {
    const { graph } = await waitingRoomCloud();
    const { inputs } = graph.named(`${prefix}-api`);
    expect(inputs["endpointConfiguration"]).toEqual({ types: "REGIONAL" });
    const { paths } = JSON.parse(String(inputs["body"])) as Body;
    const calls = graph.named("queueing-room-api-function").outputs["invokeArn"];
    for (const { method, path } of Object.values(routes)) {
      const operation = paths[path]?.[method.toLowerCase()];
      expect(operation?.["x-amazon-apigateway-integration"], `${method} ${path}`).toMatchObject({
        type: "aws_proxy",
        httpMethod: "POST",
        uri: calls,
      });
    }
  });

  it("throttles at ten times what is reserved for the function, with an error log and no metrics by route, which cost more than they tell: QUE-31, PLT-03", async () => {
    const { graph } = await waitingRoomCloud({ settings: { reservedConcurrency: 100 } });
    expect(graph.named(`${prefix}-settings`).inputs).toMatchObject({
      methodPath: "*/*",
      stageName: "live",
      settings: {
        ...{ throttlingRateLimit: 1_000, throttlingBurstLimit: 1_000 },
        ...{ metricsEnabled: false, loggingLevel: "ERROR", dataTraceEnabled: false },
      },
    });
    expect(lambdaOf(graph, "api")["reservedConcurrentExecutions"]).toBe(100);
  });

  it("has one stage, traced, with a line for each request that tells nothing of the person", async () => {
    const { graph } = await waitingRoomCloud();
    const { inputs } = graph.named(`${prefix}-stage`);
    expect(inputs).toMatchObject({ stageName: "live", xrayTracingEnabled: true });
    const { destinationArn, format } = inputs["accessLogSettings"] as Record<string, string>;
    expect(destinationArn).toBe(graph.named(`${prefix}-access-log`).outputs["arn"]);
    const told = Object.values(JSON.parse(format ?? "") as Record<string, string>);
    expect(told).toContain("$context.resourcePath");
    for (const personal of [
      /sourceIp/,
      /userAgent/,
      /\.path$/,
      /querystring/i,
      /header/i,
      /cookie/i,
      /authorizer/,
    ]) {
      expect(told.filter((variable) => personal.test(variable))).toEqual([]);
    }
  });

  it("keeps both of its logs for a stated time under our key, also the one that AWS would make by itself", async () => {
    const { graph } = await waitingRoomCloud();
    const { id } = graph.named(`${prefix}-api`);
    const names = { "access-log": "/aws/apigateway/urr-test-waiting-room", "error-log": "" };
    names["error-log"] = `API-Gateway-Execution-Logs_${String(id)}/live`;
    for (const [log, name] of Object.entries(names)) {
      const { inputs } = graph.named(`${prefix}-${log}`);
      expect(inputs).toMatchObject({ name, retentionInDays: 90, kmsKeyId: logsKeyArn });
    }
    expect(graph.named(`${prefix}-settings`).dependencies).toContain(graph.named(`${prefix}-error-log`).urn);
  });

  it("alone may call the function, by its stage", async () => {
    const { graph } = await waitingRoomCloud();
    const permissions = graph.ofType("aws:lambda/permission:Permission");
    expect(permissions.map(({ inputs }) => inputs)).toMatchObject([
      {
        action: "lambda:InvokeFunction",
        function: "urr-test-waiting-room-api",
        principal: "apigateway.amazonaws.com",
        sourceArn: `${String(graph.named(`${prefix}-api`).outputs["executionArn"])}/live/*`,
      },
    ]);
  });

  it("takes TLS 1.2 at least, and answers at its own address only while it has no domain name", async () => {
    const shut = async (ownDomain: boolean) =>
      (await waitingRoomCloud({ ownDomain })).graph.named(`${prefix}-api`).inputs;
    expect(await shut(true)).toMatchObject({ disableExecuteApiEndpoint: true });
    expect(await shut(false)).toMatchObject({
      disableExecuteApiEndpoint: false,
      securityPolicy: "SecurityPolicy_TLS13_1_2_2021_06",
    });
    const { graph, exposed } = await waitingRoomCloud({ ownDomain: false });
    const id = String(graph.named(`${prefix}-api`).id);
    expect(exposed.api).toEqual({
      id,
      stageName: "live",
      executionArn: graph.named(`${prefix}-api`).outputs["executionArn"],
      invokeHost: `${id}.execute-api.ap-northeast-2.amazonaws.com`,
    });
  });

  it("is deployed anew when what it says changes, and not otherwise", async () => {
    const triggers = async (ownDomain: boolean, reservedConcurrency: number) => {
      const { graph } = await waitingRoomCloud({ ownDomain, settings: { reservedConcurrency } });
      return graph.named(`${prefix}-deployment`).inputs["triggers"] as Record<string, string>;
    };
    const before = await triggers(true, 500);
    expect(before["routes"]).toMatch(/^[0-9a-f]{64}$/);
    expect(await triggers(true, 100)).toEqual(before);
    expect(await triggers(false, 500)).not.toEqual(before);
  });
});
