import { gateEntries, routesEntry } from "../../../functions/waiting-room/gate/entries";
import { eventConfigSchema, type EventConfig, type Mode } from "../../../functions/waiting-room/event/config";
import type { AdmissionClaims } from "../../../functions/waiting-room/tokens/claims";
import { admissionCookie, deviceCookie } from "../../../functions/waiting-room/tokens/cookie-names";
import { derivedKeys } from "../../../functions/waiting-room/tokens/derived-keys";
import { mintAdmission } from "../../../functions/waiting-room/tokens/mint";
import { nodeHmac } from "../../../functions/waiting-room/tokens/node-hmac";
import { deviceTag } from "../../../functions/waiting-room/tokens/verify";
import { cloudFrontEvent, type Visit } from "./cloudfront-event";
import type { Call } from "./edge-runtimes";
import { admissionClaims, present, syntheticRing } from "./key-ring";

/** In short: passes as it is, admitted with the visitor's headers, degraded, or the status of the refusal. */
export type Verdict = "passes" | "admitted" | "degraded" | 302 | 400 | 403 | 503;

export interface GateVector extends Call {
  readonly name: string;
  readonly verdict: Verdict;
}

export const ring = syntheticRing();
export const deviceSecret = "A".repeat(22);
export const seconds = present / 1_000;

interface Situation {
  readonly mode?: Mode;
  readonly enforceFrom?: number;
  readonly openUntil?: number;
  readonly config?: Partial<EventConfig>;
}

/** What the edge's store holds of `concert-a` and `concert-b`. */
export function entriesOf(situation: Situation = {}): Readonly<Record<string, string>> {
  const config = eventConfigSchema.parse({
    rate: 10,
    capacity: 100,
    closeAt: present + 7_200_000,
    ...situation.config,
  });
  const record = { mode: situation.mode ?? "QUEUE", config, enforceFrom: situation.enforceFrom ?? 0 };
  const routes = routesEntry([
    { path: "/booking", event: "concert-a" },
    { path: "/events/*/seats" },
    { path: "/api/*/hold", event: "concert-a" },
  ]);
  const all = ["concert-a", "concert-b"].flatMap((event) =>
    gateEntries(event, record, ring, present, situation.openUntil),
  );
  return Object.fromEntries([routes, ...all].map(({ key, value }) => [key, value]));
}

export const tag = deviceTag(
  { mode: "device", deviceSecret, userAgent: "A browser", network: "192.0.2.17" },
  ring,
);

export const claims = (changed: Partial<AdmissionClaims> = {}) => admissionClaims({ d: tag, ...changed });

export const admission = mintAdmission(claims(), ring);

/** Signed with the key that stands in for unknown ones, which everybody can read in the code. */
export function signedWithNoKey(): string {
  const text = admission.slice(0, admission.lastIndexOf(".")).replace(".k1.", ".k9.");
  return `${text}.${nodeHmac("-".repeat(43), text)}`;
}

/** Signed with the right key, whatever the payload. */
export function signed(payload: string): string {
  const text = `a1.k1.${Buffer.from(payload).toString("base64url")}`;
  return `${text}.${nodeHmac(derivedKeys(ring, "a1", "concert-a")["k1"] ?? "", text)}`;
}

/** Cookies of a browser that shows this token for an event. */
export const cookiesWith = (token: string, event = "concert-a") => ({
  [admissionCookie(event)]: token,
  [deviceCookie]: deviceSecret,
});

export function vector(
  name: string,
  verdict: Verdict,
  visit: Visit,
  entries: Readonly<Record<string, string>> = entriesOf(),
): GateVector {
  return { name, verdict, entries, event: cloudFrontEvent(visit) };
}

/** A request that shows this token. */
export const showing = (name: string, verdict: Verdict, token: string): GateVector =>
  vector(name, verdict, { cookies: cookiesWith(token) });
