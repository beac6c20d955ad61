import { describe, expect, it } from "vitest";
import {
  admitted,
  claimOf,
  lineAtFifty as line,
  standing,
  written,
} from "../../../test/support/waiting-room/a-claim";
import { beginning } from "../../../test/support/waiting-room/an-event";
import { Visit } from "../../../test/support/waiting-room/a-visit";
import { StoreError } from "../store/store";
import { admit } from "./admit";

describe("where the line has not begun or is of no matter", () => {
  it.each([
    ["PRE", { kind: "notYet", retryAfterMs: 60_000 }],
    ["OPEN", { kind: "open" }],
    ["ENDED", { kind: "ended" }],
  ] as const)("in %s nobody is admitted by a claim", async (mode, answer) => {
    const visit = await Visit.of({}, line);
    const view = await visit.view();
    const result = await admit(
      { ...view, record: { ...view.record, mode } },
      claimOf(standing.called),
      visit,
    );
    expect(result).toEqual(answer);
    expect(written(visit)).toEqual([]);
  });

  it("in a pause whoever has been called can still enter", async () => {
    const visit = await Visit.of({}, { ...line, mode: "PAUSED" });
    const view = await visit.view();
    const paused = { ...view, record: { ...view.record, mode: "PAUSED" as const } };
    expect(await admit(paused, claimOf(standing.called), visit)).toMatchObject({ kind: "admitted" });
  });

  it("before the first tick everybody waits", async () => {
    const visit = await Visit.of({}, line);
    const view = await visit.view();
    expect(await admit({ ...view, control: undefined }, claimOf(1), visit)).toMatchObject({ kind: "notYet" });
  });

  it("after closing nobody enters, also before the controller has ended the event", async () => {
    const visit = await Visit.of({ closeAt: beginning + 10 }, line);
    const view = await visit.view();
    await visit.time.advance(10);
    expect(await admit(view, claimOf(standing.called), visit)).toEqual({ kind: "ended" });
    expect(written(visit)).toEqual([]);
  });
});

describe("a claim that cannot be decided", () => {
  it("is answered by an error while the store is down, and the place is kept", async () => {
    const visit = await Visit.of({}, line);
    visit.fault = (request) => (request === "claim" ? "unavailable" : undefined);
    await expect(admitted(visit, claimOf(standing.called))).rejects.toThrow(StoreError);
    visit.fault = () => undefined;
    expect(await admitted(visit, claimOf(standing.called))).toMatchObject({ kind: "admitted", again: false });
  });
});
