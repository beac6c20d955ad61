import type { DiscordMessage } from "./discord-message";

/** Discord did not take a message. The address is a secret, so that no error may carry it. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
}

export interface SendDeps {
  /** The webhook's address. */
  readonly webhook: string;
  /** How long all tries may take together, in milliseconds. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const requestMs = 5_000;
const pauseMs = 500;

/**
 * Sends a message, again where Discord is busy or down, for as long as there is time.
 *
 * @throws NotTaken with Discord's status, or where it was not reached.
 */
export async function send(message: DiscordMessage, deps: SendDeps): Promise<void> {
  const { now, patienceMs, sleep } = deps;
  const until = now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt(message, deps.webhook);
    if (outcome.kind === "taken") return;
    const waitMs = outcome.waitMs ?? pauseMs * 2 ** tries;
    if (outcome.kind === "refused" || now() + waitMs + requestMs > until) throw new NotTaken(outcome.why);
    await sleep(waitMs);
  }
}

type Outcome =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly why: string; readonly waitMs?: never }
  | { readonly kind: "later"; readonly why: string; readonly waitMs: number | undefined };

async function attempt(message: DiscordMessage, webhook: string): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(webhook, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
      // An alarm goes where the webhook is, and nowhere it may be sent on to.
      redirect: "error",
      signal: AbortSignal.timeout(requestMs),
    });
  } catch {
    return { kind: "later", why: "Discord was not reached", waitMs: undefined };
  }
  await response.body?.cancel();
  if (response.ok) return { kind: "taken" };
  const why = `Discord answered ${String(response.status)}`;
  if (response.status !== 429 && response.status < 500) return { kind: "refused", why };
  return { kind: "later", why, waitMs: retryAfterMs(response.headers.get("retry-after")) };
}

/** In seconds, with a fraction: https://discord.com/developers/docs/topics/rate-limits */
function retryAfterMs(header: string | null): number | undefined {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1_000) : undefined;
}
