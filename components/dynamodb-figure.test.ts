import { describe, expect, it } from "vitest";
import { dynamodbFigure } from "./dynamodb-figure";

describe("a figure of DynamoDB, as an alarm looks at it", () => {
  it("is the sum of its metrics, and zero where there are none, so that an alarm also ends", () => {
    const of = (Operation: string) => ({
      metricName: "SystemErrors",
      dimensions: { TableName: "orders", Operation },
    });
    expect(dynamodbFigure("Errors", [of("GetItem"), of("Query")])).toEqual([
      { id: "figure", expression: "FILL(m0, 0) + FILL(m1, 0)", label: "Errors", returnData: true },
      { id: "m0", metric: { namespace: "AWS/DynamoDB", stat: "Sum", period: 60, ...of("GetItem") } },
      { id: "m1", metric: { namespace: "AWS/DynamoDB", stat: "Sum", period: 60, ...of("Query") } },
    ]);
  });
});
