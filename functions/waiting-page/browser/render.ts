import { languages, type Language } from "../logic/language";
import type { PageText } from "../logic/text";
import { phrase } from "../logic/words";

/** What is shown whatever the screen. */
export interface Around {
  readonly language: Language;
  readonly notices: string;
  readonly message: string;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(id);
  return found;
}

/**
 * Writes only what has changed, since a screen reader and a selection notice every other write. What has no text is
 * hidden.
 */
function write(id: string, text = ""): void {
  const target = element(id);
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === "";
}

/** Puts a screen on the page. */
export function render(kind: string, text: PageText, { language, notices, message }: Around): void {
  const said = (name: Parameters<typeof phrase>[1]) => phrase(language, name);
  const { headline, lead, figure, facts, progress, action, fold } = text;
  document.documentElement.lang = language;
  document.body.dataset["kind"] = kind;
  // A person in another tab reads the title only, so it begins with what changes.
  document.title = `${figure === undefined ? headline : `${figure.value} · ${figure.label}`} – ${said("page")}`;
  write("page", said("page"));
  write("headline", headline);
  write("lead", lead);
  write("figure-label", figure?.label);
  write("figure-value", figure?.value);
  element("facts").hidden = facts === undefined;
  for (const fact of [0, 1] as const) {
    write(`label-${String(fact)}`, facts?.[fact].label);
    write(`value-${String(fact)}`, facts?.[fact].value);
  }
  renderProgress(progress, said("bar"));
  write("action", action?.label);
  write("notices", notices);
  element("message").hidden = message === "";
  write("message-label", said("message"));
  write("message-text", message);
  element("fold").hidden = fold === undefined;
  write("fold-title", said("lotteryHow"));
  write("fold-text", fold?.text);
  write("fold-code", fold?.code);
  element("languages").ariaLabel = said("languages");
  for (const one of languages) element(one).ariaPressed = String(one === language);
}

function renderProgress(progress: number | undefined, label: string): void {
  const bar = element("progress");
  bar.hidden = progress === undefined;
  bar.ariaLabel = label;
  bar.ariaValueNow = String(Math.floor((progress ?? 0) * 100));
  bar.style.setProperty("--done", String(progress ?? 0));
}

/** Said by a screen reader when it is idle. */
export function say(text: string): void {
  element("spoken").textContent = text;
}

export function onPress(id: string, pressed: () => void): void {
  element(id).addEventListener("click", pressed);
}
