import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptDocument } from "./accept";
import type { StatusDocument } from "./document";

const good: StatusDocument = {
  v: 1,
  ev: "autumn-tour",
  now: 10_000_000,
  mode: "QUEUE",
  line: { S0: 500, t0: 10_000_000, slope: 10, cap: 520, until: 1_090_000 },
  late: 300,
  lapsed: 100,
  issued: 9_000,
  rate: 8,
  graceSec: 600,
  poll: { minMs: 2_000, maxMs: 60_000, factor: 0.2, jitter: 0.2 },
  joinSpreadMs: 0,
  perm: { commit: "ab" },
};

describe("acceptDocument", () => {
  it("takes the first sound document and every newer one", () => {
    const newer = { ...good, now: good.now + 1_000 };
    expect(acceptDocument(undefined, good)).toBe(good);
    expect(acceptDocument(good, newer)).toBe(newer);
  });

  it("keeps the last good one when a slow cache answers with an older one", () => {
    expect(acceptDocument(good, { ...good, now: good.now - 30_000 })).toBe(good);
  });

  it("takes a document so old that only a wrong clock can have made the last one", () => {
    const sound = { ...good, now: good.now - 3_600_000 };
    expect(acceptDocument(good, sound)).toBe(sound);
  });

  it.each([
    ["nothing", undefined],
    ["a text", "<html>"],
    ["a list", [good]],
    ["another version", { ...good, v: 2 }],
    ["another event", { ...good, ev: "spring-tour" }],
    ["an event that cannot be", { ...good, ev: "../etc" }],
    ["a mode nobody may see", { ...good, mode: "DRAFT" }],
    ["no line", { ...good, line: undefined }],
    ["a line of texts", { ...good, line: { ...good.line, slope: "10" } }],
    ["a line without an end", { ...good, line: { ...good.line, cap: Number.POSITIVE_INFINITY } }],
    ["a rate of nobody", { ...good, rate: 0 }],
    ["a policy that hammers", { ...good, poll: { ...good.poll, minMs: 10 } }],
    ["a policy the wrong way round", { ...good, poll: { ...good.poll, maxMs: 1_500 } }],
    ["a policy that jitters below zero", { ...good, poll: { ...good.poll, jitter: 1.5 } }],
    ["a lottery without a promise", { ...good, perm: { n: 5 } }],
    ["a message in one language", { ...good, msg: { en: "Soon" } }],
    ["an opening that is no time", { ...good, openAt: Number.NaN }],
  ])("keeps the last good one when given %s", (_, candidate) => {
    expect(acceptDocument(good, candidate)).toBe(good);
  });

  it("never throws and never lets anything in that is no document, whatever arrives", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (candidate) => {
        return acceptDocument(good, candidate) === good;
      }),
      { numRuns: 2_000 },
    );
  });
});
