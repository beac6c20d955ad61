import { describe, expect, it } from "vitest";
import { heard, joined, opened, pageAfter, waitingPage } from "../../../test/support/waiting-room/a-page";
import { after } from "./after";
import { announceEveryMs, announcement } from "./announcements";
import { destinationOf, eventOf } from "./destination";
import { keptFrom } from "./kept";
import { languageOf } from "./language";
import { screenOf } from "./screen";
import { messageOf, noticesOf, textOf } from "./text";
import { phrases } from "./words";

describe("the words of the waiting page", () => {
  it("every phrase is there in Korean and in English, with the same values", () => {
    const holes = (text: string) => text.split("{}").length;
    for (const [korean, english] of Object.values(phrases)) {
      expect(korean).not.toBe("");
      expect(english).not.toMatch(/[가-힣]/);
      expect(holes(korean)).toBe(holes(english));
    }
  });

  it.each([
    ["", ["ko-KR", "en"], "ko"],
    ["", ["fr", "en-US"], "en"],
    ["", ["fr"], "en"],
    ["?lang=ko", ["en"], "ko"],
    ["?lang=fr", ["ko"], "ko"],
    ["?lang=__proto__", [], "en"],
  ] as const)("with %s and a reader of %s it speaks %s", (search, accepted, language) => {
    expect(languageOf(search, accepted)).toBe(language);
  });

  it("the place, the number and the wait are told in the reader's language", () => {
    const screen = screenOf(
      pageAfter([
        [0, heard()],
        [0, joined(12_445)],
      ]),
      opened,
    );
    expect(textOf(screen, "en")).toMatchObject({
      headline: "You are in line",
      figure: { label: "Places ahead of you", value: "12,344" },
      facts: [{ value: "15–35 min" }, { value: "12,445" }],
      spoken: "12,344 places ahead of you. Remaining wait: 15–35 min",
    });
    expect(textOf(screen, "ko")).toMatchObject({
      headline: "순서를 기다리고 있습니다",
      facts: [{ value: "15~35분" }, {}],
      spoken: "내 앞에 번호가 12,344개 남았습니다. 예상 대기 시간: 15~35분",
    });
  });

  it("a paused line is said in a sentence, with no wait that nobody knows", () => {
    const screen = screenOf(waitingPage({ mode: "PAUSED" }), opened);
    expect(textOf(screen, "en").spoken).toBe(
      "299 places ahead of you. The line is paused. Your place is kept.",
    );
    expect(textOf(screen, "ko").spoken).toBe(
      "내 앞에 번호가 299개 남았습니다. 대기가 일시 중지되었습니다. 순서는 유지됩니다.",
    );
  });

  it("the operator's message is shown in the reader's language until the event is over", () => {
    const msg = { ko: "안내", en: "Two tickets for each person." };
    const state = waitingPage({ msg });
    expect(messageOf(state, "ko")).toBe(msg.ko);
    expect(messageOf(state, "en")).toBe(msg.en);
    expect(messageOf(waitingPage(), "en")).toBe("");
    expect(messageOf(waitingPage({ msg, mode: "ENDED" }), "en")).toBe("");
    expect(messageOf({ ...state, refusal: "ended" }, "en")).toBe("");
  });

  it("offline and failing requests are said in words, a single failure is not", () => {
    const offline = after(waitingPage(), { kind: "connection", online: false }, { now: opened, random: 0 });
    expect(noticesOf(offline, true, "en")).toBe("You are offline. Your place is kept.");
    const fails = (count: number) => ({ ...waitingPage(), failures: count });
    expect(noticesOf(fails(1), true, "en")).toBe("");
    expect(noticesOf(fails(2), true, "en")).toContain("we keep trying");
    expect(noticesOf(waitingPage(), false, "en")).toContain("Keep this tab open");
  });
});

describe("what a screen reader says", () => {
  it("a new screen at once, a number that runs only now and then, nothing twice", () => {
    const first = announcement(undefined, "waiting", "300 ahead", 0);
    expect(first?.text).toBe("300 ahead");
    expect(announcement(first, "waiting", "290 ahead", announceEveryMs - 1)).toBeUndefined();
    expect(announcement(first, "waiting", "290 ahead", announceEveryMs)?.text).toBe("290 ahead");
    expect(announcement(first, "waiting", "300 ahead", announceEveryMs * 9)).toBeUndefined();
    expect(announcement(first, "called", "It is your turn", 1)?.text).toBe("It is your turn");
  });
});

describe("where the page is and where it leads", () => {
  it.each([
    ["/vwr/autumn-tour/", "autumn-tour"],
    ["/vwr/autumn-tour", "autumn-tour"],
    ["/vwr/A/", undefined],
    ["/shop/autumn-tour/", undefined],
  ])("the path %s is of the event %s", (path, event) => {
    expect(eventOf(path)).toBe(event);
  });

  it.each([
    ["/shop/seats?day=2", "/shop/seats?day=2"],
    ["//evil.example/", undefined],
    ["/\\evil.example/", undefined],
    ["/\t/evil.example/", undefined],
    ["https://evil.example/", undefined],
    ["javascript:alert(1)", undefined],
    ["/vwr/autumn-tour/", undefined],
    ["", undefined],
  ])("next=%s leads to %s", (next, destination) => {
    expect(destinationOf(`?next=${encodeURIComponent(next)}`)).toBe(destination);
  });
});

describe("what a browser has kept", () => {
  const rid = "r".repeat(22);

  it("comes back as it was written", () => {
    const { kept } = waitingPage();
    expect(keptFrom(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([null, "", "null", "[]", "{}", "{", '{"rid":"short"}', '{"rid":5}'])("%s is nothing", (text) => {
    expect(keptFrom(text)).toBeUndefined();
  });

  it("what is broken in it is left out, and the rest holds", () => {
    const broken = {
      rid,
      ticket: { token: 5, position: 1 },
      joinAt: "soon",
      startAhead: -1,
      commitment: {},
      rejoin: 1,
    };
    expect(keptFrom(JSON.stringify(broken))).toEqual({ rid });
  });
});
