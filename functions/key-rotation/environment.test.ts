import { describe, expect, it } from "vitest";
import { readAsked } from "./asked";
import { readEnvironment } from "./environment";

const whole = {
  KEY_RING_SECRET: "ring",
  COUNTERS_TABLE: "counters",
  POSITIONS_TABLE: "positions",
  GATE_ENTRIES_SECRET: "gate",
  PROTECTED_PATHS: '[{"path":"/booking","event":"autumn-tour"},{"path":"/events/*/seats"}]',
  KEY_ROTATION_DAYS: "30",
};
const arn = "arn:aws:cloudfront::123456789012:key-value-store/8562f61f-caba-2845-9d99-b97diwae5d3c";

describe("the environment", () => {
  it("tells where ring, events and entries are, what is protected and how old a key becomes", () => {
    expect(readEnvironment(whole)).toEqual({
      ...whole,
      PROTECTED_PATHS: [{ path: "/booking", event: "autumn-tour" }, { path: "/events/*/seats" }],
      KEY_ROTATION_DAYS: 30,
      POWERTOOLS_METRICS_NAMESPACE: "WaitingRoom",
    });
  });

  it("may name no gate, where there is none", () => {
    expect(readEnvironment({ ...whole, GATE_ENTRIES_SECRET: undefined })).not.toHaveProperty(
      "GATE_ENTRIES_SECRET",
      expect.anything(),
    );
  });

  it.each([
    ["GATE_STORE_ARN or GATE_ENTRIES_SECRET", { GATE_STORE_ARN: arn }],
    ["GATE_STORE_ARN", { GATE_STORE_ARN: "arn:aws:s3:::x", GATE_ENTRIES_SECRET: undefined }],
    ["PROTECTED_PATHS", { PROTECTED_PATHS: "not JSON" }],
    ["PROTECTED_PATHS", { PROTECTED_PATHS: '[{"path":"/booking"}]' }],
    ["PROTECTED_PATHS", { PROTECTED_PATHS: '[{"path":"/booking","events":"autumn-tour"}]' }],
    ["KEY_ROTATION_DAYS", { KEY_ROTATION_DAYS: "0" }],
    ["KEY_ROTATION_DAYS", { KEY_ROTATION_DAYS: "1e2" }],
    ["KEY_RING_SECRET", { KEY_RING_SECRET: undefined }],
  ])("is refused by name: %s in %j", (name, change) => {
    expect(() => readEnvironment({ ...whole, ...change })).toThrow(`wrong: ${name}`);
  });
});

describe("an invocation", () => {
  it.each([
    [{}, { kind: "round" }],
    [{ source: "aws.events", "detail-type": "Scheduled Event" }, { kind: "round" }],
    [{ rotate: true }, { kind: "rotate" }],
    [{ drop: "k3" }, { kind: "drop", kid: "k3" }],
  ])("of %j is a %j", (event, asked) => {
    expect(readAsked(event)).toEqual(asked);
  });

  it.each([
    [undefined],
    ["drop"],
    [{ dorp: "k3" }],
    [{ rotate: "yes" }],
    [{ drop: "K3" }],
    [{ drop: "k3", rotate: true }],
    [[]],
  ])("of %j is refused with an example", (event) => {
    expect(() => readAsked(event)).toThrow('for example {"drop": "k3"}');
  });
});
