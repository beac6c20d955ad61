import { isCheckDue, type Check } from "../logic/browser-check";
import { keptFrom } from "../logic/kept";
import type { Kept } from "../logic/state";

/** A place is kept per event under this name. */
function nameOf(event: string): string {
  return `vwr:${event}`;
}

/** A new secret of 128 bits, as the join wants it: base64url, 22 characters. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function readKept(event: string): Kept | undefined {
  try {
    return keptFrom(localStorage.getItem(nameOf(event)));
  } catch {
    // A browser may forbid storage altogether.
    return undefined;
  }
}

/** Whether the browser let it be written. */
export function writeKept(event: string, kept: Kept): boolean {
  try {
    localStorage.setItem(nameOf(event), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** Notes that this tab goes for a check; not if it has just been, and not where that cannot be noted. */
export function mayGoFor(check: Check, now: number): boolean {
  const name = `vwr:${check}`;
  try {
    if (!isCheckDue(sessionStorage.getItem(name), now)) return false;
    sessionStorage.setItem(name, String(now));
    return true;
  } catch {
    return false;
  }
}

/** Calls back when another tab has written. */
export function onKept(event: string, changed: (kept: Kept) => void): void {
  addEventListener("storage", ({ key, newValue }) => {
    const kept = key === nameOf(event) ? keptFrom(newValue) : undefined;
    if (kept !== undefined) changed(kept);
  });
}

/** One tab at a time, where the browser can; otherwise at once, which the platform bears as well. */
export async function alone<T>(event: string, work: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return work();
  // eslint-disable-next-line @typescript-eslint/dot-notation -- quoted, it keeps the browser's name in the bundle
  return navigator.locks["request"](nameOf(event), work);
}
