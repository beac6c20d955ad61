import { describe, expect, it } from "vitest";
import { eventConfigSchema } from "./config";
import { changedSettings, newSettings, type Checked } from "./settings";

const sound = { rate: 10, capacity: 100, closeAt: 9_000_000 };
const current = eventConfigSchema.parse(sound);

const paths = (checked: Checked) =>
  checked.kind === "invalid" ? checked.problems.map(({ path }) => path) : [];

describe("settings of an event", () => {
  it.each([
    ["no room", { capacity: 0 }, "capacity"],
    ["nobody a second", { rate: 0 }, "rate"],
    ["a negative rate", { rate: -1 }, "rate"],
    ["no number", { rate: Number.NaN }, "rate"],
    ["no end of people", { rate: Number.POSITIVE_INFINITY }, "rate"],
    ["a number as text", { rate: "10" }, "rate"],
    ["a prompt window longer than the grace", { promptMs: 60_000, graceMs: 30_000 }, "graceMs"],
    ["no tick", { tickMs: 0 }, "tickMs"],
    ["blocks kept for more than ten seconds", { leaseMaxMs: 10_001 }, "leaseMaxMs"],
    ["slots that are nearly over when given", { leaseMaxMs: 6_000, promptMs: 10_000 }, "leaseMaxMs"],
    ["more room than can be counted", { capacity: 2 ** 53 }, "capacity"],
    [
      "a session longer than it may be renewed",
      { sessionTtlMs: 900_000, sessionMaxMs: 60_000 },
      "sessionMaxMs",
    ],
    ["an opening after the end", { openAt: 9_500_000 }, "closeAt"],
    ["an end that has passed", { closeAt: 1_000 }, "closeAt"],
    ["polls more often than they may be", { poll: { minMs: 5_000, maxMs: 2_000 } }, "poll.maxMs"],
  ])("are refused with %s, and the place is told", (_, part, path) => {
    expect(new Set(paths(newSettings({ ...sound, ...part }, 5_000)))).toEqual(new Set([path]));
  });

  it("are told all their problems at once", () => {
    expect(paths(newSettings({ ...sound, rate: 0, capacity: 0, tickMs: 1 }, 5_000))).toEqual([
      "rate",
      "capacity",
      "tickMs",
    ]);
  });

  it("are never repeated in a refusal, neither values nor names", () => {
    const refused = newSettings(
      { ...sound, failMode: "<b>evil</b>", "<i>name</i>": 1, poll: { "<u>deep</u>": 1 }, message: { ko: 1 } },
      5_000,
    );

    expect(refused).toMatchObject({ kind: "invalid" });
    expect(JSON.stringify(refused)).not.toMatch(/[<>]|evil|name<|deep/);
    expect(paths(refused)).toContain("failMode");
  });

  it.each([null, [], "text", 7])("are an object, not %j", (candidate) => {
    expect(paths(newSettings(candidate, 5_000))).toEqual([""]);
  });

  it.each([
    ["DRAFT", []],
    ["PRE", ["fingerprint"]],
    ["QUEUE", ["fingerprint", "promptMs", "graceMs"]],
    ["PAUSED", ["fingerprint", "promptMs", "graceMs"]],
    ["OPEN", ["fingerprint", "promptMs", "graceMs"]],
  ] as const)(
    "keep in %s what is already relied upon, and in any mode how things are stored: %j",
    (mode, kept) => {
      const other = {
        ...sound,
        rate: 20,
        sessionShards: 4,
        joinStore: "none",
        fingerprint: "device+ua",
        promptMs: 30_000,
        graceMs: 700_000,
      };

      expect(paths(changedSettings(other, current, mode))).toEqual(["sessionShards", "joinStore", ...kept]);
    },
  );

  it("may change in everything else while people wait", () => {
    const other = { ...sound, rate: 20, capacity: 50, failMode: "open", openRate: 5, sessionTtlMs: 60_000 };

    expect(changedSettings(other, current, "QUEUE")).toMatchObject({
      kind: "settings",
      config: { rate: 20 },
    });
  });
});
