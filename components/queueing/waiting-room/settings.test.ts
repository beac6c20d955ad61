import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routeOf } from "../../../functions/waiting-room/gate/routes";
import { protectedPathsOf } from "./protected-paths";
import { waitingRoomSettings } from "./settings";
import { requestsPerInstance, throttleOf } from "./throttle";

const problems = (settings: unknown): readonly string[] =>
  (waitingRoomSettings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

const throttleFor = (settings: object) => throttleOf(waitingRoomSettings.parse(settings));

describe("the throttle of the API", () => {
  it("is 5,000 requests a second in production and 1,000 where 100 are reserved: ENV-13, ENV-14, CAP-14", () => {
    expect(throttleFor({})).toEqual({ ratePerSecond: 5_000, burst: 5_000 });
    expect(throttleFor({ reservedConcurrency: 100 })).toEqual({ ratePerSecond: 1_000, burst: 1_000 });
  });

  it("asks for no more at once by itself than an account is given: PLT-03", () => {
    expect(throttleFor({ reservedConcurrency: 1_000 })).toEqual({ ratePerSecond: 10_000, burst: 5_000 });
    // Whoever has got a larger bucket from AWS says so.
    expect(throttleFor({ reservedConcurrency: 1_000, throttle: { burst: 10_000 } }).burst).toBe(10_000);
  });

  it("lets through no more than the function bears, whatever is set and accepted: PLT-15", () => {
    const limit = fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), limit, limit, (reservedConcurrency, rate, burst) => {
        const asked = { reservedConcurrency, throttle: { ratePerSecond: rate, burst } };
        const { success, data } = waitingRoomSettings.safeParse(asked);
        const most = reservedConcurrency * requestsPerInstance;
        expect(success).toBe(Math.max(rate ?? 0, burst ?? 0) <= most);
        if (data === undefined) return;
        const throttle = throttleOf(data);
        expect(Math.max(throttle.ratePerSecond, throttle.burst)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it("can be narrower than what the function bears, and never wider: PLT-15", () => {
    expect(throttleFor({ throttle: { ratePerSecond: 200 } }).ratePerSecond).toBe(200);
    expect(problems({ reservedConcurrency: 20, throttle: { ratePerSecond: 201, burst: 2_000 } })).toEqual([
      "throttle.ratePerSecond is more than 200, which is what reservedConcurrency 20 answers in a second: the function would refuse the rest",
      "throttle.burst is more than 200, which is what reservedConcurrency 20 answers in a second: the function would refuse the rest",
    ]);
  });
});

describe("the settings of the waiting room", () => {
  it("have it on, letting 500 people a minute in at a new event, with another key each month: ENV-15, CAP-13", () => {
    expect(waitingRoomSettings.parse({})).toEqual({
      enabled: true,
      reservedConcurrency: 500,
      throttle: {},
      admissionsPerMinute: 500,
      protectedPaths: { "/events/*": "fromPath" },
      keyRotationDays: 30,
      tables: { pointInTimeRecovery: true, ceiling: { read: 40_000, write: 40_000 } },
      logLevel: "INFO",
    });
    expect(waitingRoomSettings.parse({ admissionsPerMinute: 100 }).admissionsPerMinute).toBe(100);
  });

  it.each([
    [{ reservedConcurrency: 0 }, /^reservedConcurrency /],
    [{ admissionsPerMinute: 0 }, /^admissionsPerMinute /],
    [{ keyRotationDays: 366 }, /^keyRotationDays /],
    [{ logLevel: "TRACE" }, /^logLevel /],
    [{ tables: { warmThroughput: { read: 11_999, write: 4_000 } } }, /^tables\.warmThroughput\.read /],
    [{ tables: { warmThroughput: { read: 12_000, write: 3_999 } } }, /^tables\.warmThroughput\.write /],
    [{ tables: { warmThroughput: { read: 12_000 } } }, /^tables\.warmThroughput\.write /],
    [{ gsi: true }, /Unrecognized key: "gsi"/],
  ])("refuse %j, naming the setting", (settings, named) => {
    expect(problems(settings)).toEqual([expect.stringMatching(named)]);
  });

  it("refuse a table that is to be ready for more than it may take", () => {
    const warmThroughput = { read: 50_000, write: 30_000 };
    expect(problems({ tables: { warmThroughput } })).toEqual([
      "tables.ceiling.read is less than warmThroughput makes ready",
    ]);
    expect(problems({ tables: { warmThroughput, ceiling: { read: 50_000 } } })).toEqual([]);
  });
});

describe("protected paths", () => {
  it("lead to one event, or to the one that their wildcard names", () => {
    expect(protectedPathsOf({ "/events/*": "fromPath", "/booking": "finals-2026" })).toEqual([
      { path: "/events/*" },
      { path: "/booking", event: "finals-2026" },
    ]);
  });

  it("lead a request to the same event, in whatever order they are written", () => {
    const segment = fc.constantFrom("*", "events", "booking", "seats");
    const path = fc
      .array(segment, { minLength: 1, maxLength: 3 })
      .map((segments) => `/${segments.join("/")}`);
    const paths = fc.uniqueArray(fc.tuple(path, fc.constantFrom("finals", "autumn-tour")), {
      selector: ([one]) => one,
      maxLength: 5,
    });
    fc.assert(
      fc.property(paths, path, (written, asked) => {
        const uri = asked.replaceAll("*", "open-air");
        const led = (order: typeof written) => routeOf(uri, protectedPathsOf(Object.fromEntries(order)));
        expect(led(written.toReversed())).toEqual(led(written));
      }),
    );
  });

  it("are asked from the narrowest on", () => {
    const narrowest = ["/a/b/c", "/a/b", "/a/*", "/a", "/b"];
    const paths = Object.fromEntries(narrowest.toReversed().map((path) => [path, "finals"]));
    expect(protectedPathsOf(paths).map(({ path }) => path)).toEqual(narrowest);
  });

  it.each([
    [{ "/events": "fromPath" }, /^protectedPaths\.\/events is no path that names its event by one/],
    [{ "/*/seats/*": "fromPath" }, /is no path that names its event by one/],
    [{ "events/*": "fromPath" }, /is no path that names its event/],
    [{ "/Events/*": "fromPath" }, /is no path that names its event/],
    [{ "/": "finals" }, /is no path of segments/],
    [{ "/booking": "Finals 2026" }, /or Finals 2026 is no id of an event/],
    [{ "/booking": "internal" }, /or internal is no id of an event/],
  ])("refuse %j", (protectedPaths, reason) => {
    expect(problems({ protectedPaths })).toEqual([expect.stringMatching(reason)]);
  });

  it("refuse more than the edge can be told", () => {
    const many = Array.from({ length: 30 }, (_, index) => [`/booking/hall-${String(index)}`, "finals-2026"]);
    expect(problems({ protectedPaths: Object.fromEntries(many) as unknown })).toEqual([
      expect.stringMatching(/^protectedPaths are longer than the 1,000 bytes/),
    ]);
  });
});
