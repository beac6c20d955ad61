import type { Answer } from "../logic/answers";
import type { PageState, Request } from "../logic/state";

/** Longer than the platform's own time-outs, shorter than anybody's patience. */
const timeoutMs = 15_000;

/** Sends what is due; rejects when no answer of the API came. */
export async function ask(event: string, request: Request, { kept }: PageState): Promise<Answer> {
  const response = await fetch(`/vwr/v1/events/${event}/${request}`, {
    ...(request === "status" ? {} : posted(request, kept)),
    // The browser's own cache would hide how old a document is.
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const retryAfter = seconds(response.headers, "retry-after");
  return {
    status: response.status,
    body: await response.json().catch(() => undefined),
    ageMs: (seconds(response.headers, "age") ?? 0) * 1_000,
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1_000 }),
  };
}

function posted(request: Exclude<Request, "status">, kept: PageState["kept"]): RequestInit {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (request !== "join" && kept.ticket !== undefined)
    headers["authorization"] = `Bearer ${kept.ticket.token}`;
  const bodies = { join: { rid: kept.rid }, rejoin: { rid2: kept.rejoin }, admit: {} };
  return { method: "POST", headers, body: JSON.stringify(bodies[request]) };
}

function seconds(headers: Headers, name: string): number | undefined {
  const value = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
