import { byId } from "./element";

/** What a shop does for the waiting room: it prolongs the visit while it lasts, and says when it is over. */

const event = document.body.dataset["event"] ?? "";
const told = byId("told", HTMLElement);
const left = byId("left", HTMLElement);
const buttons = [byId("finish", HTMLButtonElement), byId("leave", HTMLButtonElement)];
let endsAt = Number.NaN;
let renewing: ReturnType<typeof setTimeout> | undefined;

async function renew(): Promise<void> {
  const response = await fetch(`/vwr/v1/events/${event}/renew`, { method: "POST" });
  if (!response.ok) return;
  const { exp, renewAfterSec } = (await response.json()) as {
    readonly exp: number;
    readonly renewAfterSec: number;
  };
  endsAt = exp;
  renewing = setTimeout(() => void renew(), Math.max(1, renewAfterSec) * 1_000);
}

async function end(path: string, words: string): Promise<void> {
  clearTimeout(renewing);
  endsAt = Number.NaN;
  const response = await fetch(path, { method: "POST" });
  told.textContent = response.ok ? words : "That did not work.";
  // What is over cannot be ended again.
  for (const button of buttons) button.disabled = response.ok;
}

byId("finish", HTMLButtonElement).addEventListener("click", () => {
  void end("/shop/finish", "Thank you for your order.");
});
byId("leave", HTMLButtonElement).addEventListener("click", () => {
  void end(`/vwr/v1/events/${event}/leave`, "You have left.");
});
setInterval(() => {
  const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / 1_000));
  left.textContent = Number.isNaN(seconds) ? "" : `Your visit lasts ${String(seconds)} s more.`;
}, 1_000);
void renew();
