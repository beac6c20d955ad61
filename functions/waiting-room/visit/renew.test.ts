import { describe, expect, it } from "vitest";
import { anEvent, beginning } from "../../../test/support/waiting-room/an-event";
import { device, Visit, visitor } from "../../../test/support/waiting-room/a-visit";
import { StoreError } from "../store/store";
import { renew } from "./renew";

const holder = { visitor, position: 7, device };

async function visitWithSession(choices: Parameters<Visit["session"]>[0] = {}) {
  const visit = await Visit.of();
  await visit.session(choices);
  return visit;
}

async function renewed(visit: Visit, who = holder) {
  const view = await visit.view();
  visit.requests.length = 0;
  return renew(view, who, visit);
}

describe("a renewal", () => {
  it("prolongs the session by the time to live from now", async () => {
    const visit = await visitWithSession();
    await visit.time.advance(100_000);
    expect(await renewed(visit)).toMatchObject({
      kind: "renewed",
      session: { expiresAt: beginning + 280_000 },
    });
    expect(await visit.sessionAt(7)).toMatchObject({ expiresAt: beginning + 280_000 });
  });

  it("goes no further than the session may last, and says so once it is there", async () => {
    const visit = await visitWithSession({ expiresAt: beginning + 800_000 });
    await visit.time.advance(750_000);
    expect(await renewed(visit)).toMatchObject({ session: { expiresAt: beginning + 900_000 } });
    visit.requests.length = 0;
    expect(await renewed(visit)).toMatchObject({ kind: "maxReached" });
    expect(visit.requests).not.toContain("renew");
  });

  it.each([
    ["that is over", { expiresAt: beginning + 60_000 }],
    ["that was completed", { state: "completed" as const }],
    ["that was revoked", { state: "revoked" as const }],
    ["of another visitor", { visitor: "somebody-else-22-lette" }],
  ])("of a session %s is refused, and nothing is written", async (_, choices) => {
    const visit = await visitWithSession(choices);
    await visit.time.advance(60_000);
    expect(await renewed(visit)).toEqual({ kind: "ended" });
    expect(visit.requests).toEqual(["readSession"]);
  });

  it("of no session is refused", async () => {
    expect(await renewed(await Visit.of())).toEqual({ kind: "ended" });
  });

  it("from another device is refused", async () => {
    const visit = await visitWithSession();
    expect(await renewed(visit, { ...holder, device: "devicetag02" })).toEqual({ kind: "mismatch" });
    expect(visit.requests).toEqual(["readSession"]);
  });

  it("comes too late in the last three seconds, in which its write could outlive the session", async () => {
    const visit = await visitWithSession();
    await visit.time.advance(177_000);
    expect(await renewed(visit)).toEqual({ kind: "ended" });
    const inTime = await visitWithSession();
    await inTime.time.advance(176_999);
    expect(await renewed(inTime)).toMatchObject({ kind: "renewed" });
  });

  it("is refused by a process whose clock is off by more than two seconds", async () => {
    const visit = await visitWithSession();
    const view = await visit.view();
    visit.offset = -3_600_000;
    expect(await renew(view, holder, visit)).toEqual({ kind: "clock" });
    expect(visit.requests).not.toContain("renew");
  });

  it("that is overtaken by a later one gives the later end, and never shortens a session", async () => {
    const visit = await visitWithSession();
    await visit.time.advance(100_000);
    const view = await visit.view();
    visit.delay = (request) => (request === "renew" ? 2_000 : 0);
    const slow = renew(view, holder, visit);
    await visit.time.advance(1_000);
    visit.delay = () => 0;
    expect(await renew(view, holder, visit)).toMatchObject({ session: { expiresAt: beginning + 281_000 } });
    await visit.time.advance(5_000);
    expect(await slow).toMatchObject({ kind: "renewed", session: { expiresAt: beginning + 281_000 } });
    expect(await visit.sessionAt(7)).toMatchObject({ expiresAt: beginning + 281_000 });
  });

  it("that meets the end of its session on the way is refused", async () => {
    const visit = await visitWithSession();
    const view = await visit.view();
    await visit.time.advance(10_000);
    visit.delay = (request) => (request === "renew" ? 500 : 0);
    const slow = renew(view, holder, visit);
    await visit.time.advance(100);
    await visit.memory.endSession(anEvent, { position: 7, state: "completed", now: 0, request: "r" }, 1);
    await visit.time.advance(1_000);
    expect(await slow).toEqual({ kind: "ended" });
  });

  it("that nobody answered can be repeated", async () => {
    const visit = await visitWithSession();
    await visit.time.advance(100_000);
    const view = await visit.view();
    visit.fault = (request) => (request === "renew" ? "unanswered" : undefined);
    await expect(renew(view, holder, visit)).rejects.toThrow(StoreError);
    visit.fault = () => undefined;
    expect(await renew(view, holder, visit)).toMatchObject({ session: { expiresAt: beginning + 280_000 } });
  });
});
