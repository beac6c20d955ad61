import { isOwnPath } from "../waiting-room/gate/own-path";
import { withQuery, type GateRequest } from "./request";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** What is sent instead of what was asked for. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Longer ones are not worth a Location header that some proxy cuts off. */
const maxNextLength = 1_500;

/** `next` for the waiting page: where the person wanted to go, if a browser can go there again. */
function nextOf(request: GateRequest): string {
  if (request.method !== "GET" && request.method !== "HEAD") return "";
  const path = withQuery(request.uri, request.query());
  if (path.length > maxNextLength || !isOwnPath(path)) return "";
  const next = encodeURIComponent(path);
  return next.length > maxNextLength ? "" : next;
}

function refusal(
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, string>>,
  waitingRoom?: string,
): Answer {
  return {
    status,
    headers: Object.assign(
      { "cache-control": "no-store", "content-type": "application/json; charset=utf-8" },
      more,
    ),
    body: JSON.stringify({ error: { code, message }, waitingRoom }),
  };
}

const gateUnavailable = "GATE_UNAVAILABLE";
const outOfOrder = "Please try again in a moment.";

/** Browsers go to the waiting page; scripts are told where it is. Why an admission is refused is not told. */
export function toWaitingRoom(event: string, request: GateRequest, gateFailed: boolean): Answer {
  const page = `/vwr/${event}/`;
  if (!request.navigation) {
    const code = gateFailed ? gateUnavailable : "ADMISSION_REQUIRED";
    const message = gateFailed ? outOfOrder : "Please wait your turn.";
    return refusal(403, code, message, {}, page);
  }
  const reason = gateFailed ? "&reason=gate" : "";
  return {
    status: 302,
    headers: { "cache-control": "no-store", location: `${page}?next=${nextOf(request)}${reason}` },
    body: "",
  };
}

/** The gate does not even know which event it is. */
export function unavailable(): Answer {
  return refusal(503, gateUnavailable, outOfOrder, { "retry-after": "5" });
}

const noSuchPage = "There is no such page.";

export function notFound(): Answer {
  return refusal(404, "NOT_FOUND", noSuchPage, {});
}

/** To whoever asks for what no page of ours is. */
export function strangePath(): Answer {
  return refusal(400, "BAD_PATH", noSuchPage, {});
}
