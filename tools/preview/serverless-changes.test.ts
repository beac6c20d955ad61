import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changeFindings } from "./change-findings";
import { changesBetween } from "./changes";

const one = (type: string, inputs: Record<string, unknown>) => [captured(type, "one", inputs)];

describe("a change of functions, queues, APIs and events", () => {
  it.each([
    ["aws:sqs/queue:Queue", "name", "events", "events.fifo"],
    ["aws:sqs/queue:Queue", "fifoQueue", undefined, true],
    ["aws:lambda/function:Function", "name", "worker", "ticket-worker"],
    ["aws:lambda/eventSourceMapping:EventSourceMapping", "eventSourceArn", "arn:a", "arn:b"],
    ["aws:lambda/invocation:Invocation", "triggers", { store: "a" }, { store: "b" }],
    ["aws:apigateway/deployment:Deployment", "triggers", { routes: "a" }, { routes: "b" }],
    ["aws:apigateway/stage:Stage", "stageName", "v1", "live"],
    ["aws:cloudfront/keyValueStore:KeyValueStore", "name", "a", "b"],
    ["aws:cloudwatch/eventBus:EventBus", "name", "a", "b"],
    ["aws:dynamodb/table:Table", "rangeKey", "at", "id"],
  ])("makes it anew where AWS cannot change it: %s, %s", (type, property, from, to) => {
    const [change] = changesBetween(one(type, { [property]: from }), one(type, { [property]: to }));
    expect(change?.action).toBe("replace");
  });

  it.each([
    ["aws:sqs/queue:Queue", "visibilityTimeoutSeconds", 180, 360],
    ["aws:lambda/function:Function", "code", { "index.js": "1 bytes" }, { "index.js": "2 bytes" }],
    ["aws:lambda/function:Function", "reservedConcurrentExecutions", 10, 20],
    ["aws:lambda/eventSourceMapping:EventSourceMapping", "scalingConfig", { a: 2 }, { a: 4 }],
    ["aws:apigateway/restApi:RestApi", "body", '{"paths":{"/a":{}}}', '{"paths":{"/b":{}}}'],
    ["aws:apigateway/stage:Stage", "deployment", "a1b2c3", "d4e5f6"],
  ])("leaves it where it is otherwise: %s, %s", (type, property, from, to) => {
    const [change] = changesBetween(one(type, { [property]: from }), one(type, { [property]: to }));
    expect(change?.action).toBe("update");
  });

  it("shows the routes that come and go, not two descriptions", () => {
    const api = (path: string) =>
      one("aws:apigateway/restApi:RestApi", { body: JSON.stringify({ paths: { [path]: {} } }) });
    const [change] = changesBetween(api("/join"), api("/status"));
    expect(change?.properties.map(({ path }) => path)).toHaveLength(2);
  });

  it("is refused where it takes warm throughput back, and taken where it gives more", () => {
    const table = (writeUnitsPerSecond: number) =>
      one("aws:dynamodb/table:Table", { warmThroughput: { writeUnitsPerSecond } });
    const findings = (from: number, to: number) =>
      changeFindings(changesBetween(table(from), table(to)), table(from), table(to));
    expect(findings(40_000, 20_000)).toMatchObject([
      { policy: "change-aws-takes", path: "warmThroughput.writeUnitsPerSecond" },
    ]);
    expect(findings(20_000, 40_000)).toEqual([]);
  });
});
