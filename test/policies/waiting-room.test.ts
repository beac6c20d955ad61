import { describe, expect, it } from "vitest";
import { waitingRoomCloud } from "../support/waiting-room/cloud";
import { brokenBy } from "./broken-by";

const captured = waitingRoomCloud().then(({ graph }) => graph.all());
const prefix = "queueing-room";
const limits = (throttlingRateLimit: number, throttlingBurstLimit: number) => ({
  settings: { throttlingRateLimit, throttlingBurstLimit, loggingLevel: "ERROR" },
});

describe("the waiting room's API", () => {
  it.each([
    [
      "lets through more than ten times what its function has reserved: PLT-03",
      "rest-settings",
      limits(5001, 5000),
      "apis-throttled-within-function",
    ],
    [
      "promises a burst that the account does not give: PLT-03",
      "rest-settings",
      limits(5000, 5001),
      "apis-throttled-within-account",
    ],
    [
      "has a function with less reserved than it lets through: QUE-32",
      "api-function",
      { reservedConcurrentExecutions: 901 },
      "functions-fit-account",
    ],
    ["is not described as it is deployed", "rest-deployment", { triggers: {} }, "apis-deployments-follow"],
    ["writes no access log", "rest-stage", { accessLogSettings: undefined }, "apis-log-access"],
    ["has a stage that nothing limits", "rest-stage", { stageName: "other" }, "apis-throttled"],
    [
      "is called through a distribution of AWS's",
      "rest-api",
      { endpointConfiguration: { types: "EDGE" } },
      "apis-have-one-door",
    ],
    ["may be called by any API", "rest-calls", { sourceArn: undefined }, "functions-not-public"],
    [
      "loses a minute that could not be called",
      "minute-lines",
      { target: { arn: "arn:aws:lambda:ap-northeast-2:123456789012:function:urr-test-line-controller" } },
      "events-targets-retry-and-park",
    ],
    [
      "asks for a time there is not",
      "minute-lines",
      { scheduleExpression: "rate(1 minutes)" },
      "events-times-legal",
    ],
  ])("is found where it %s", async (_, name, changed, policy) => {
    expect(await brokenBy(captured, `${prefix}-${name}`)).not.toContain(policy);
    expect(await brokenBy(captured, `${prefix}-${name}`, changed)).toContain(policy);
  });

  it("is found at the API where the function admits another one", async () => {
    const elsewhere = (await captured).map((one) =>
      one.name === `${prefix}-rest-calls`
        ? {
            ...one,
            outputs: { ...one.outputs, sourceArn: "arn:aws:execute-api:ap-northeast-2:123456789012:other/*" },
          }
        : one,
    );
    expect(await brokenBy(captured, `${prefix}-rest-api`)).not.toContain("apis-may-call-functions");
    expect(await brokenBy(Promise.resolve(elsewhere), `${prefix}-rest-api`)).toContain(
      "apis-may-call-functions",
    );
  });

  it("lets nobody but operators call their routes, and visitors call theirs without a login", async () => {
    const api = (await captured).find(({ name }) => name === `${prefix}-rest-api`);
    const body = String(api?.inputs["body"]);
    const unsigned = body.replaceAll('"security":', '"x-security":');
    const count = async (changed: object) =>
      (await brokenBy(captured, `${prefix}-rest-api`, { ...changed })).filter(
        (policy) => policy === "apis-methods-authorised",
      ).length;
    const [visitors, everybody] = [await count({}), await count({ body: unsigned })];
    expect(visitors).toBeGreaterThan(0);
    expect(everybody).toBeGreaterThan(visitors);
  });
});
