import { describe, expect, test } from "vitest";
import { cloudFrontEvent, lambdaEdgeEvent } from "../../test/support/waiting-room/cloudfront-event";
import { cookiesWith, entriesOf } from "../../test/support/waiting-room/gate-situation";
import { present } from "../../test/support/waiting-room/key-ring";
import { edgeHandler } from "./lambda-edge";
import { lineOf } from "./logged";

describe("a line of the gate's log", () => {
  test("is written of one bad token in a hundred, and tells why it is refused", () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => lineOf("signature", present + index));
    expect(lines.filter((line) => line !== undefined)).toEqual(Array(10).fill("gate: signature"));
  });

  test("is not written of those who show nothing", () => {
    expect(lineOf("absent", 0)).toBeUndefined();
  });

  test("holds nothing of what was sent, in Lambda@Edge as in CloudFront Functions", async () => {
    const lines: string[] = [];
    const entries = entriesOf();
    let now = present;
    const handler = edgeHandler({
      readEntry: (key) => Promise.resolve(entries[key]),
      clock: { now: () => now },
      servesFiles: false,
      log: (line) => lines.push(line),
    });
    const event = lambdaEdgeEvent(cloudFrontEvent({ cookies: cookiesWith("secret-text") }));
    for (; now < present + 200; now += 1) await handler(event);
    expect(lines).toEqual(["gate: format", "gate: format"]);
  });
});
