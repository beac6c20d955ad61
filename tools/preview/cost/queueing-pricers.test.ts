import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import type { Resource } from "../../offline/resource";
import { estimate } from "./estimate";
import type { Usage } from "./lines";

const lines = (resources: readonly Resource[], usage: Usage = {}) =>
  (estimate(resources, usage, "ap-northeast-2") ?? expect.fail("no price book")).items.map(
    ({ what, quantity, monthly }) => [what, quantity, monthly],
  );

const lambda = (name: string, inputs: Resource["inputs"] = {}) =>
  captured("aws:lambda/function:Function", name, { architectures: ["arm64"], ...inputs });

describe("functions", () => {
  const usage = { lambdaMillionRequests: 10, lambdaGbSeconds: 400_000 };

  it("share the stated calls and seconds: ten million calls of 40 ms with a GB cost 7.33", () => {
    expect(lines([lambda("api")], usage)).toEqual([
      ["calls", 10, 2],
      ["memory while it runs, on Graviton", 400_000, 5.33336],
    ]);
    expect(lines([lambda("api"), lambda("controller")], usage)).toContainEqual(["calls", 5, 1]);
  });

  it("cost a quarter more for the same time on x86, which is Lambda's default", () => {
    expect(lines([lambda("api", { architectures: undefined })], usage)).toContainEqual([
      "memory while it runs, on x86",
      400_000,
      6.66668,
    ]);
  });

  it("are open where nothing is stated, and in another region", () => {
    expect(lines([lambda("api")])).toContainEqual(["calls", null, null]);
    expect(lines([lambda("api"), lambda("gate", { region: "us-east-1" })], usage)).toEqual(
      expect.arrayContaining([
        ["calls", 10, 2],
        ["calls in us-east-1, which has no price book", null, null],
      ]),
    );
  });
});

describe("queues", () => {
  const arn = (name: string) => `arn:aws:sqs:ap-northeast-2:123456789012:${name}`;
  const queue = (name: string, inputs: Resource["inputs"] = {}) =>
    captured("aws:sqs/queue:Queue", name, inputs, { outputs: { ...inputs, arn: arn(name) } });
  const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 5 });

  it("share the stated requests, of which a FIFO queue's cost a quarter more", () => {
    const both = [queue("events", { fifoQueue: true }), queue("orders")];
    expect(lines(both, { queueMillionRequests: 6 })).toEqual([
      ["requests to the queue", 3, 1.5],
      ["requests to the queue", 3, 1.2],
    ]);
    expect(lines([queue("orders")])).toEqual([["requests to the queue", null, null]]);
  });

  it("leave it to the others where they only hold what failed", () => {
    const parked = captured("aws:scheduler/schedule:Schedule", "minute", {
      scheduleExpression: "rate(1 minute)",
      target: { deadLetterConfig: { arn: arn("failures") } },
    });
    const all = [queue("events", { redrivePolicy }), queue("dead"), queue("failures"), parked];
    expect(lines(all, { queueMillionRequests: 6 })).toEqual([
      ["invocations", 0.0438, 0.05037],
      ["requests to the queue", 6, 2.4],
    ]);
  });
});

describe("REST APIs", () => {
  const api = captured(
    "aws:apigateway/restApi:RestApi",
    "api",
    { body: JSON.stringify({ paths: { "/a": { get: {}, post: {} }, "/b": { get: {} } } }) },
    { id: "a1b2c3d4e5" },
  );
  const settings = (metricsEnabled: boolean, restApi: unknown = "a1b2c3d4e5") =>
    captured("aws:apigateway/methodSettings:MethodSettings", "settings", {
      restApi,
      settings: { metricsEnabled },
    });

  it("have the stated requests, whose price nobody has confirmed for the region", () => {
    const what = "requests to the API, answers from a cache and refusals by a limit included";
    expect(lines([api], { apiMillionRequests: 50 })).toEqual([[what, 50, null]]);
  });

  it("pay five metrics for every method where each is measured, and nothing for the stage as a whole", () => {
    expect(lines([api, settings(true)])).toContainEqual([
      "metrics of methods × 3, if all are called in every hour",
      15,
      4.5,
    ]);
    expect(lines([settings(false)])).toEqual([]);
    expect(lines([settings(true, "another")])).toEqual([
      ["metrics of methods, if all are called in every hour", null, null],
    ]);
  });

  it("leave a cache open, which costs by the hour", () => {
    const stage = (cacheClusterEnabled: boolean) =>
      captured("aws:apigateway/stage:Stage", "stage", { cacheClusterEnabled });
    expect(lines([stage(true)])).toEqual([["cache of the stage", null, null]]);
    expect(lines([stage(false)])).toEqual([]);
  });
});

describe("events", () => {
  it("cost by the million on a bus, and what an archive keeps of them is open", () => {
    const resources = [
      captured("aws:cloudwatch/eventBus:EventBus", "bus"),
      captured("aws:cloudwatch/eventArchive:EventArchive", "archive"),
    ];
    expect(lines(resources, { busMillionEvents: 2, eventArchiveGb: 5 })).toEqual([
      ["events kept in the archive", 5, null],
      ["events written to the archive", null, null],
      ["events sent to the bus", 2, 2],
    ]);
  });
});

describe("the store that the edge reads", () => {
  it("costs a dollar for a thousand calls, whatever the region", () => {
    const store = (inputs: Resource["inputs"]) =>
      captured("aws:cloudfront/keyValueStore:KeyValueStore", "store", inputs);
    expect(lines([store({})], { keyValueStoreCalls: 90_000 })).toEqual([["calls to its API", 90, 90]]);
    expect(lines([store({ region: "us-east-1" })], { keyValueStoreCalls: 90_000 })).toEqual([
      ["calls to its API", 90, 90],
    ]);
  });
});
