import { describe, expect, it } from "vitest";
import type { EventRecord } from "../store/records";
import { eventConfigSchema, modes, type Mode } from "./config";
import { canMove, gateNoticeMs, moved, needsDraw, never } from "./moves";

const config = eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: 1_000_000 });

const at = (mode: Mode): EventRecord => ({
  version: 3,
  mode,
  config,
  seed: "ab".repeat(32),
  enforceFrom: 5_000,
});

describe("the moves of an event", () => {
  it("are the legal ones and no others", () => {
    const legal = modes.flatMap((from) =>
      modes.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
    );

    expect(legal).toEqual([
      "DRAFT → PRE",
      "DRAFT → QUEUE",
      "DRAFT → ENDED",
      "PRE → QUEUE",
      "PRE → ENDED",
      "QUEUE → PAUSED",
      "QUEUE → OPEN",
      "QUEUE → ENDED",
      "PAUSED → QUEUE",
      "PAUSED → ENDED",
      "OPEN → QUEUE",
      "OPEN → ENDED",
    ]);
  });

  it.each(modes.flatMap((from) => modes.filter((to) => !canMove(from, to)).map((to) => [from, to] as const)))(
    "make nothing of %s → %s",
    (from, to) => {
      expect(moved(at(from), to, 9_000)).toBeUndefined();
    },
  );

  it("keep settings and seed, and leave the version to the store", () => {
    expect(moved(at("QUEUE"), "PAUSED", 9_000)).toEqual({
      mode: "PAUSED",
      config,
      seed: "ab".repeat(32),
      enforceFrom: 5_000,
    });
  });

  it.each([
    ["DRAFT", "PRE"],
    ["DRAFT", "QUEUE"],
    ["OPEN", "QUEUE"],
  ] as const)("give the gate a minute's notice where it begins to ask: %s → %s", (from, to) => {
    expect(moved(at(from), to, 9_000)?.enforceFrom).toBe(9_000 + gateNoticeMs);
  });

  it.each([
    ["PRE", "QUEUE"],
    ["PAUSED", "QUEUE"],
    ["QUEUE", "PAUSED"],
    ["OPEN", "ENDED"],
  ] as const)("leave a gate that asks alone: %s → %s", (from, to) => {
    expect(moved(at(from), to, 9_000)?.enforceFrom).toBe(5_000);
  });

  it("let a gate ask nobody once the event is open to all", () => {
    expect(moved(at("QUEUE"), "OPEN", 9_000)?.enforceFrom).toBe(never);
  });

  it("need the lottery drawn before the line starts, and only then", () => {
    expect(modes.filter(needsDraw)).toEqual(["QUEUE"]);
  });
});
