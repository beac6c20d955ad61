import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  anAnswer,
  answered,
  heard,
  joined,
  opened,
  pageAfter,
} from "../../../test/support/waiting-room/a-page";
import { after } from "./after";
import { addressWith, checkEveryMs, checkOf, isCheckDue } from "./browser-check";
import { nextErrand } from "./errand";
import { screenOf } from "./screen";
import type { Request } from "./state";
import { textOf } from "./text";

/** What the firewall sends in place of the API. */
const firewall = {
  absentToken: anAnswer(403, { error: { code: "BROWSER_CHECK", message: "Please reload the page." } }),
  captcha: anAnswer(405, undefined),
  challenge: anAnswer(202, undefined),
};

const joinAnswered = (answer: ReturnType<typeof anAnswer>) =>
  pageAfter([
    [0, heard()],
    [0, answered("join", answer)],
  ]);

describe("a browser that the firewall wants to check", () => {
  it.each([
    ["a token that is missing or old", firewall.absentToken, "challenge"],
    ["a challenge in place of an answer", firewall.challenge, "challenge"],
    ["a captcha in place of an answer", firewall.captcha, "captcha"],
    ["an answer of the API", anAnswer(201, { ticket: "q1.k1.a.b", pos: 5 }), undefined],
    ["a refusal of the API", anAnswer(403, { error: { code: "CLIENT_MISMATCH" } }), undefined],
    ["an API that is busy", anAnswer(503), undefined],
  ])("is known by %s: EDG-34", (_, answer, check) => {
    expect(checkOf(answer)).toBe(check);
  });

  it.each(Object.entries(firewall))(
    "after %s the page has no place, says so, and goes on slowly",
    (_, answer) => {
      const state = joinAnswered(answer);
      expect(state.kept.ticket).toBeUndefined();
      const screen = screenOf(state, opened);
      expect(screen).toEqual({ kind: "refused", refusal: "proof" });
      expect(textOf(screen, "en").spoken).toMatch(/check.*reload.*by itself/);
      expect(textOf(screen, "ko").spoken).toMatch(/확인.*새로고침.*자동/);
      expect(state.due.join).toBeGreaterThanOrEqual(opened + checkEveryMs);
      const waited = { ...state, due: { ...state.due, status: Infinity } };
      expect(nextErrand(waited, opened)).toEqual({ request: "join", at: state.due.join });
    },
  );

  it("once it has passed has its place, and is told nothing of checks any more", () => {
    const state = after(joinAnswered(firewall.captcha), joined(), { now: opened + 70_000, random: 0 });
    expect(screenOf(state, opened).kind).toBe("waiting");
  });

  it("is let in all the same when the event needs no place any more, and is told when it is over", () => {
    const moment = { now: opened + 1, random: 0 };
    for (const refused of [firewall.captcha, anAnswer(409, { error: { code: "QUEUE_FULL" } })]) {
      const state = joinAnswered(refused);
      expect(screenOf(after(state, heard({ mode: "OPEN" }), moment), opened).kind).toBe("open");
      expect(screenOf(after(state, heard({ mode: "ENDED" }), moment), opened)).toMatchObject({
        refusal: "ended",
      });
      expect(screenOf(after(state, heard(), moment), opened).kind).toBe("refused");
    }
  });

  it("who starts again at the end of the line is checked as well, and the wish stands", () => {
    const lapsed = pageAfter([
      [0, heard()],
      [0, joined()],
      [0, answered("admit", anAnswer(410, { error: { code: "LAPSED" } }))],
      [0, { kind: "wantsToRejoin", request: "wish" }],
      [0, answered("rejoin", firewall.absentToken)],
    ]);
    expect(lapsed.kept.rejoin).toBe("wish");
    expect(nextErrand(lapsed, opened)).toMatchObject({ request: "rejoin", at: lapsed.due.rejoin });
    expect(lapsed.due.rejoin).toBeGreaterThanOrEqual(opened + checkEveryMs);
  });

  it.each<Request>(["join", "rejoin", "admit"])(
    "a %s that a firewall refuses without a word is tried again",
    (request) => {
      const state = after(joinAnswered(anAnswer(503)), answered(request, anAnswer(403, undefined)), {
        now: opened,
        random: 0,
      });
      expect(state.refusal).toBeUndefined();
      expect(state.due[request]).toBeGreaterThan(opened);
    },
  );
});

describe("going for a check", () => {
  it("is due at first, and then once in a minute at most, whatever the clock does", () => {
    expect(isCheckDue(null, opened + checkEveryMs)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 50 }), (steps) => {
        const went: number[] = [];
        let now = 1_800_000_000_000;
        for (const step of steps) {
          now += step;
          if (isCheckDue(went.at(-1)?.toString() ?? null, now)) went.push(now);
        }
        went.slice(1).forEach((at, index) => {
          expect(at - (went[index] ?? 0)).toBeGreaterThanOrEqual(checkEveryMs);
        });
      }),
    );
    expect(isCheckDue("9000000000000", 1_800_000_000_000)).toBe(true);
    expect(isCheckDue("no number", 1_800_000_000_000)).toBe(true);
  });

  it("keeps where the visitor wanted to go, the language and everything else", () => {
    fc.assert(
      fc.property(fc.webQueryParameters({ size: "small" }), fc.webPath({ size: "small" }), (query, next) => {
        const page = new URL(`https://shop.example/vwr/concert-a/?${query}`);
        for (const name of ["captcha", "lang", "next"]) page.searchParams.delete(name);
        page.searchParams.set("next", next);
        page.searchParams.set("lang", "ko");
        const before = [...page.searchParams];
        const going = addressWith(page.href, "captcha", "1");
        expect([...new URL(going).searchParams]).toEqual([...before, ["captcha", "1"]]);
        expect([...new URL(addressWith(going, "captcha")).searchParams]).toEqual(before);
        expect(new URL(going).pathname).toBe("/vwr/concert-a/");
      }),
    );
  });
});
