import { clockIsWrong } from "../waiting-room/clock-trust";
import { buildStatus, statusTag } from "../waiting-room/status/build";
import { StoreError } from "../waiting-room/store/store";
import { admissionCookie } from "../waiting-room/tokens/cookie-names";
import { join } from "../waiting-room/visit/join";
import { leave } from "../waiting-room/visit/leave";
import { rejoin, type RejoinResult } from "../waiting-room/visit/rejoin";
import { renew } from "../waiting-room/visit/renew";
import { visitorOf } from "../waiting-room/visit/visitor";
import { admitVisitor } from "./admit-handler";
import { announcedViewOf, ringOf, type ApiDeps, type Call, type Handler } from "./call";
import { admissionOf, firstDeviceSecret, tagOfRequest, ticketOf } from "./credentials";
import { deviceCookieWith, deviceSecretOf, setCookie } from "./cookies";
import { helpIfOverdue } from "./help";
import { answer } from "./http";
import { placeAnswer } from "./place-answer";
import { Refused, refusals, type Refusal } from "./refusals";
import type { VisitorRoute } from "./routes";
import { admissionAnswer, ofSession } from "./session-answer";

/**
 * A cache may give the document out for a second, for five more while it fetches the next, and for a minute while the
 * origin fails: the line in it moves without it.
 */
const statusCaching = "public, max-age=1, s-maxage=1, stale-while-revalidate=5, stale-if-error=60";

export const visitorHandlers: { readonly [N in VisitorRoute]: Handler<N> } = {
  async status({ event, request }, deps) {
    const view = await announcedViewOf(event, deps);
    await helpIfOverdue(view, deps);
    // Caches would give everybody the wrong moment; without an answer they go on with the last one.
    if (clockIsWrong(deps.store)) throw new Refused(refusals.store, { reason: "clock" });
    const now = deps.clock.now();
    const document = buildStatus(view, now);
    if (document === undefined) throw new Refused(refusals.notFound);
    const etag = statusTag(view, now);
    const headers = { "cache-control": statusCaching, etag };
    const known = (request.headers["if-none-match"] ?? "").split(",").map((tag) => tag.trim());
    return known.includes(etag) ? answer(304, undefined, { headers }) : answer(200, document, { headers });
  },

  async join({ event, body, request }, deps) {
    const view = await announcedViewOf(event, deps);
    const { proof, rid } = body;
    const proven = await deps.verifyProof?.({ event, proof, sourceIp: request.sourceIp });
    if (proven === false) throw new Refused(refusals.proofRequired);

    const ring = await ringOf(deps);
    const checking = { event, config: view.record.config, ring, now: deps.clock.now() };
    const known = deviceSecretOf(request);
    const secret = known ?? firstDeviceSecret(event, rid, ring);
    const device = tagOfRequest(request, secret, checking);
    const visitor = visitorOf(event, rid);

    const result = await join(view, { visitor, device }, deps);
    switch (result.kind) {
      case "joined": {
        const { place, again } = result;
        const isOwn = place.device === device;
        const justTaken = deps.clock.now() - place.issuedAt < repeatedJoinMs;
        const givesSecret = !again || (isOwn && (known !== undefined || justTaken));
        const cookies = givesSecret ? [deviceCookieWith(secret)] : [];
        return placeAnswer(
          again ? 200 : 201,
          view,
          { visitor, place },
          { ring, now: deps.clock.now(), cookies },
        );
      }
      case "notOpen":
        throw new Refused(refusals.notFound);
      case "ended":
        throw new Refused(refusals.ended);
      case "full":
        throw new Refused(refusals.queueFull);
      case "clock":
        throw new Refused(refusals.store, { reason: "clock" });
    }
  },

  async rejoin({ event, body, request }, deps) {
    const view = await announcedViewOf(event, deps);
    const ring = await ringOf(deps);
    const now = deps.clock.now();
    const ticket = ticketOf(request, { event, config: view.record.config, ring, now });
    const visit = { visitor: ticket.s, position: ticket.p, generation: ticket.g, device: ticket.d };
    const result = await rejoin(view, { ...visit, request: body.rid2 }, deps);
    switch (result.kind) {
      case "rejoined": {
        const at = deps.clock.now();
        return placeAnswer(
          200,
          view,
          { visitor: ticket.s, place: result.place },
          { ring, now: at, cookies: [] },
        );
      }
      case "clock":
        throw new Refused(refusals.store, { reason: "clock" });
      case "stillValid": {
        const { retryAfterMs } = result;
        const later = retryAfterMs === undefined ? {} : { retryAfterSec: Math.ceil(retryAfterMs / 1_000) };
        throw new Refused(refusals.stillValid, later);
      }
      case "alreadyDone":
      case "tooMany":
      case "full":
      case "ended":
        throw new Refused(rejoinRefusals[result.kind]);
    }
  },

  admit: admitVisitor,

  async renew({ event, request }, deps) {
    const view = await announcedViewOf(event, deps);
    const ring = await ringOf(deps);
    const { config } = view.record;
    const claims = admissionOf(request, { event, config, ring, now: deps.clock.now() });
    const holder = { visitor: claims.s, position: claims.p, device: claims.d };
    const result = await renew(view, holder, deps);
    switch (result.kind) {
      case "renewed": {
        const session = ofSession(event, result.session);
        const { cookie, content } = admissionAnswer(session, { ring, now: deps.clock.now() });
        return answer(200, content, { cookies: [cookie] });
      }
      case "maxReached":
        throw new Refused(refusals.maxReached);
      case "ended":
        throw new Refused(refusals.ended);
      case "mismatch":
        throw new Refused(refusals.clientMismatch);
      case "clock":
        throw new Refused(refusals.store, { reason: "clock" });
    }
  },

  async leave(call, deps) {
    await leaveIfInside(call, deps);
    return answer(204, undefined, { cookies: [setCookie(admissionCookie(call.event), "", 0)] });
  },
};

const rejoinRefusals = {
  alreadyDone: refusals.alreadyDone,
  tooMany: refusals.tooMany,
  full: refusals.queueFull,
  ended: refusals.over,
} as const satisfies Record<Exclude<RejoinResult["kind"], "rejoined" | "stillValid" | "clock">, Refusal>;

/**
 * How long a join may be repeated by a browser that has not got its device cookie: the answer was lost, or two tabs
 * have joined at once. Later, whoever has the request id alone does not get the cookie by it.
 */
const repeatedJoinMs = 120_000;

/** The page is gone when this is answered: who was not inside, or could not be let out now, is told nothing else. */
async function leaveIfInside({ event, request }: Call<"leave">, deps: ApiDeps): Promise<void> {
  try {
    const view = await announcedViewOf(event, deps);
    const { config } = view.record;
    const checking = { event, config, ring: await ringOf(deps), now: deps.clock.now() };
    const claims = admissionOf(request, checking);
    await leave(view, { visitor: claims.s, position: claims.p, device: claims.d }, deps);
  } catch (error) {
    if (!(error instanceof Refused || error instanceof StoreError)) throw error;
  }
}
