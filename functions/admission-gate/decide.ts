import { routesKey, type GateEntry, type KeysEntry } from "../waiting-room/gate/entry";
import { routeOf, type ProtectedPath } from "../waiting-room/gate/routes";
import { parsedJson } from "../waiting-room/parsed-json";
import { admissionCookie, deviceCookie } from "../waiting-room/tokens/cookie-names";
import { tagOf } from "../waiting-room/tokens/device-tag";
import { checkToken, type Hmac, type Refusal } from "../waiting-room/tokens/token";
import { strangePath, toWaitingRoom, unavailable, type Answer } from "./answer";
import type { GateRequest } from "./request";

/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

export type Decision =
  /** The gate must know this entry before it can go on: an empty text is one that is not there or cannot be read. */
  | { readonly kind: "read"; readonly key: string; readonly proceed: (text: string) => Decision }
  /** The request goes on with these headers. */
  | { readonly kind: "pass"; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "refuse"; readonly answer: Answer; readonly reason: Refusal | "gate" | "path" };

/**
 * The request goes on past the gate of this event. The origin is always told which one: else an admission to one event
 * would be good for an order of another.
 */
function pass(event: string, headers: Readonly<Record<string, string>>): Decision {
  return { kind: "pass", headers: Object.assign({ "x-vwr-event": event }, headers) };
}

function refuse(answer: Answer, reason: Extract<Decision, { kind: "refuse" }>["reason"]): Decision {
  return { kind: "refuse", answer, reason };
}

const degraded = { "x-vwr-degraded": "1" };

/**
 * Decides on one request, or names the entry it needs to know for that: three at most. It is so written, and not with
 * promises, because CloudFront Functions knows no async closures.
 */
export function decide(request: GateRequest, now: number, hmac: Hmac): Decision {
  return {
    kind: "read",
    key: routesKey,
    proceed: (routes) => {
      const paths = parsedJson(routes);
      if (!Array.isArray(paths)) return refuse(unavailable(), "gate");
      const route = routeOf(request.uri, paths as readonly ProtectedPath[]);
      if (route.kind === "open") return { kind: "pass", headers: {} };
      if (route.kind === "strange") return refuse(strangePath(), "path");
      return atGate(route.event, request, now, hmac);
    },
  };
}

function atGate(event: string, request: GateRequest, now: number, hmac: Hmac): Decision {
  return {
    kind: "read",
    key: `e:${event}`,
    proceed: (text) => {
      const gate = gateEntry(parsedJson(text));
      if (gate === undefined) return gateFailed(event, request, "c");
      if (now < gate.enforceFrom) return pass(event, {});
      if (now < gate.openUntil) return pass(event, degraded);
      return withKeys(event, request, gate, now, hmac);
    },
  };
}

function withKeys(event: string, request: GateRequest, gate: GateEntry, now: number, hmac: Hmac): Decision {
  return {
    kind: "read",
    key: `k:${event}`,
    proceed: (text) => {
      const keys = keysEntry(parsedJson(text));
      if (keys === undefined) return gateFailed(event, request, gate.fail);
      return judged(event, request, gate, keys, now, hmac);
    },
  };
}

function judged(
  event: string,
  request: GateRequest,
  gate: GateEntry,
  entry: KeysEntry,
  now: number,
  hmac: Hmac,
): Decision {
  const admissions = request.cookies(admissionCookie(event));
  const devices = request.cookies(deviceCookie);
  const token = admissions[0];
  const toWait = (reason: Refusal) => refuse(toWaitingRoom(event, request, false), reason);
  if (token === undefined) return toWait("absent");
  // Nobody's browser sends a __Host- cookie twice: somebody has put one there, and which one cannot be told.
  if (admissions.length > 1 || devices.length > 1) return toWait("twice");
  const device = tagOf(
    {
      mode: gate.fp,
      deviceSecret: devices[0] ?? "",
      userAgent: request.userAgent,
      network: request.address,
    },
    entry.kfp,
    hmac,
  );
  const result = checkToken(token, { type: "a1", event, keys: entry.keys, now, device }, hmac);
  if (result.kind === "refused") return toWait(result.reason);
  return pass(event, { "x-vwr-sub": result.claims.s, "x-vwr-pos": String(result.claims.p) });
}

function gateFailed(event: string, request: GateRequest, fail: GateEntry["fail"]): Decision {
  if (fail === "o") return pass(event, degraded);
  return refuse(toWaitingRoom(event, request, true), "gate");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function gateEntry(value: unknown): GateEntry | undefined {
  const whole =
    isObject(value) &&
    Number.isFinite(value["enforceFrom"]) &&
    Number.isFinite(value["openUntil"]) &&
    (value["fail"] === "c" || value["fail"] === "o") &&
    (value["fp"] === "device" || value["fp"] === "device+ua" || value["fp"] === "device+ua+net");
  return whole ? (value as unknown as GateEntry) : undefined;
}

function keysEntry(value: unknown): KeysEntry | undefined {
  const keys = isObject(value) ? value["keys"] : undefined;
  const whole =
    isObject(value) &&
    typeof value["kfp"] === "string" &&
    isObject(keys) &&
    Object.keys(keys).every((kid) => typeof keys[kid] === "string");
  return whole ? (value as unknown as KeysEntry) : undefined;
}
