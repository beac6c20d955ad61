import { describe, expect, it } from "vitest";
import { graphOf } from "../../../test/support/edge/edge";

const part = (name: string) => `edge-cdn-distribution-access-log-${name}`;

describe("the access log of CloudFront", () => {
  it("goes from the distribution to the archive, by way of us-east-1: EDG-15", async () => {
    const graph = await graphOf();
    const [source, destination, delivery] = ["source", "destination", "delivery"].map((name) =>
      graph.named(part(name)),
    );
    for (const one of [source, destination, delivery]) expect(one?.inputs["region"]).toBe("us-east-1");
    expect(source?.inputs).toMatchObject({
      logType: "ACCESS_LOGS",
      resourceArn: graph.named("edge-cdn-distribution-site").outputs["arn"],
    });
    expect(destination?.inputs["deliveryDestinationConfiguration"]).toEqual({
      destinationResourceArn: graph.named("operations-archive-bucket").outputs["arn"],
    });
    expect(delivery?.inputs).toMatchObject({
      deliverySourceName: source?.inputs["name"],
      deliveryDestinationArn: destination?.outputs["arn"],
    });
  });

  it("tells who asked for what, and no cookie, which would be an admission for who reads it: EDG-15", async () => {
    const fields = (await graphOf()).named(part("delivery")).inputs["recordFields"] as readonly string[];
    expect(fields).toEqual(expect.arrayContaining(["c-ip", "cs-uri-stem", "sc-status", "time-taken"]));
    expect(fields.filter((field) => /cookie/i.test(field))).toEqual([]);
  });
});
