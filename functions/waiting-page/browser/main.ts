import { systemClock } from "../../waiting-room/clock";
import { after } from "../logic/after";
import { announcement, type Announced } from "../logic/announcements";
import { addressWith, checkOf, type Check } from "../logic/browser-check";
import type { Happening } from "../logic/answers";
import { destinationOf, eventOf } from "../logic/destination";
import { nextErrand } from "../logic/errand";
import { languageOf, languages, type Language } from "../logic/language";
import { screenOf } from "../logic/screen";
import { startOf, type PageState, type Request } from "../logic/state";
import { messageOf, noticesOf, textOf, type PageText } from "../logic/text";
import { ask } from "./api";
import { alone, mayGoFor, newSecret, onKept, readKept, writeKept } from "./keepsake";
import { onPress, render, say } from "./render";

/** The line moves by itself: the page looks at it this often. */
const beatMs = 1_000;

class WaitingPage {
  #state: PageState;
  #language: Language;
  #keeps: boolean;
  #announced: Announced | undefined;
  #action: PageText["action"];
  #leaving = false;
  readonly #destination = destinationOf(location.search);

  readonly #event: string;

  constructor(event: string) {
    this.#event = event;
    const kept = readKept(event) ?? { rid: newSecret() };
    this.#keeps = writeKept(event, kept);
    this.#language = languageOf(location.search, navigator.languages);
    this.#state = startOf(kept, {
      now: systemClock.now(),
      online: navigator.onLine,
      hidden: document.hidden,
    });
  }

  start(): void {
    // It was for this once: who reloads the page later need not pass a captcha again.
    history.replaceState(null, "", addressWith(location.href, "captcha"));
    const seen = () => {
      this.#happened({ kind: "visibility", hidden: document.hidden });
    };
    document.addEventListener("visibilitychange", seen);
    addEventListener("pageshow", ({ persisted }) => {
      // Brought back as it was left: it may have been on its way into the shop.
      if (persisted) this.#leaving = false;
      seen();
    });
    for (const [name, online] of [
      ["online", true],
      ["offline", false],
    ] as const) {
      addEventListener(name, () => {
        this.#happened({ kind: "connection", online });
      });
    }
    onKept(this.#event, (kept) => {
      this.#happened({ kind: "shared", kept });
    });
    onPress("action", () => {
      this.#pressed();
    });
    for (const language of languages) {
      onPress(language, () => {
        this.#speak(language);
      });
    }
    setInterval(() => {
      this.#beat();
    }, beatMs);
    this.#beat();
  }

  #happened(happening: Happening): void {
    const { kept } = this.#state;
    this.#state = after(this.#state, happening, { now: systemClock.now(), random: Math.random() });
    if (this.#state.kept !== kept && happening.kind !== "shared") {
      this.#keeps = writeKept(this.#event, this.#state.kept);
    }
    this.#beat();
  }

  #beat(): void {
    this.#show();
    const now = systemClock.now();
    const errand = nextErrand(this.#state, now);
    if (errand !== undefined && errand.at <= now) void this.#run(errand.request);
  }

  async #run(request: Request): Promise<void> {
    this.#happened({ kind: "asked", request });
    try {
      const answer = await (request === "join" ? this.#join() : ask(this.#event, request, this.#state));
      this.#happened({ kind: "answered", request, answer });
      if (request !== "admit") this.#passCheck(checkOf(answer));
    } catch {
      this.#happened({ kind: "unanswered", request });
    }
  }

  /** Goes to this page once more: the firewall can check a browser only on its way to a page. */
  #passCheck(check: Check | undefined): void {
    if (check === undefined || !mayGoFor(check, systemClock.now())) return;
    if (check === "captcha") location.replace(addressWith(location.href, "captcha", "1"));
    else location.reload();
  }

  /** Two tabs opened at once have one identity: whoever writes it first decides. */
  #join() {
    return alone(this.#event, async () => {
      const kept = readKept(this.#event);
      if (kept !== undefined && kept.rid !== this.#state.kept.rid) this.#happened({ kind: "shared", kept });
      return ask(this.#event, "join", this.#state);
    });
  }

  #show(): void {
    const now = systemClock.now();
    const screen = screenOf(this.#state, now);
    const text = textOf(screen, this.#language);
    this.#action = text.action;
    render(screen.kind, text, {
      language: this.#language,
      notices: noticesOf(this.#state, this.#keeps, this.#language),
      message: messageOf(this.#state, this.#language),
    });
    const spoken = announcement(this.#announced, screen.kind, text.spoken, now);
    if (spoken !== undefined) {
      this.#announced = spoken;
      say(spoken.text);
    }
    const through = screen.kind === "inside" || screen.kind === "open";
    if (through && this.#destination !== undefined && !this.#state.hidden) this.#enter();
  }

  #enter(): void {
    if (this.#leaving) return;
    this.#leaving = true;
    location.replace(this.#destination ?? "/");
  }

  #pressed(): void {
    switch (this.#action?.does) {
      case "enter":
        this.#leaving = false;
        this.#enter();
        return;
      case "rejoin":
        this.#happened({ kind: "wantsToRejoin", request: newSecret() });
        return;
      case "restart":
        this.#happened({ kind: "wantsToRestart", rid: newSecret() });
        return;
      case undefined:
    }
  }

  #speak(language: Language): void {
    this.#language = language;
    this.#announced = undefined;
    history.replaceState(null, "", addressWith(location.href, "lang", language));
    this.#show();
  }
}

const event = eventOf(location.pathname);
if (event !== undefined) new WaitingPage(event).start();
