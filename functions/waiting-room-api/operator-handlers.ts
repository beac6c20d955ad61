import { changeSettings, createEvent, moveEvent, type Ordered } from "../waiting-room/event/operator";
import type { Mode } from "../waiting-room/event/config";
import type { EventRecord } from "../waiting-room/store/records";
import { complete } from "../waiting-room/visit/complete";
import type { EndResult } from "../waiting-room/visit/end";
import { revoke } from "../waiting-room/visit/revoke";
import { sessionOf } from "../waiting-room/visit/session-of";
import type { Whose } from "../waiting-room/visit/whose-session";
import { viewOf, type ApiDeps, type Handler } from "./call";
import { figuresOf } from "./figures";
import { answer, type ApiResponse } from "./http";
import { Refused, refusals, type Refusal } from "./refusals";
import type { BodyOf, OperatorRoute } from "./routes";

export const operatorHandlers: { readonly [N in OperatorRoute]: Handler<N> } = {
  async create({ event, body }, deps) {
    const settings = deps.defaultRate === undefined ? body : { rate: deps.defaultRate, ...body };
    return eventAnswer(201, recordOf(await createEvent(event, settings, officeOf(deps))));
  },

  async readConfig({ event }, { store }) {
    const record = await store.readEvent(event);
    if (record === undefined) throw new Refused(refusals.notFound);
    return eventAnswer(200, record);
  },

  async writeConfig({ event, body, request }, deps) {
    const expected = versionIn(request.headers["if-match"]);
    const ordered = await changeSettings(event, body, expected, officeOf(deps));
    if (ordered.kind === "conflict") throw new Refused(refusals.versionGone);
    return eventAnswer(200, recordOf(ordered));
  },

  open: ({ event, body }, deps) => move(event, body.to, deps),
  pause: ({ event }, deps) => move(event, "PAUSED", deps),
  resume: ({ event }, deps) => move(event, "QUEUE", deps, ["PAUSED"]),
  end: ({ event }, deps) => move(event, "ENDED", deps),

  async revoke({ event, body }, deps) {
    const view = await viewOf(event, deps);
    return endAnswer(await revoke(view, whose(body), body.requestId, deps), refusals.alreadyDone);
  },

  async complete({ event, body }, deps) {
    const view = await viewOf(event, deps);
    return endAnswer(await complete(view, whose(body), body.requestId, deps), refusals.revoked);
  },

  async session({ event, visitor }, deps) {
    const found = await sessionOf(await viewOf(event, deps), visitor, deps);
    switch (found.kind) {
      case "found": {
        const { position, expiresAt } = found.session;
        return answer(200, { state: found.state, exp: expiresAt, position });
      }
      case "unknown":
        throw new Refused(refusals.noVisitor);
      case "clock":
        throw new Refused(refusals.store, { reason: "clock" });
    }
  },

  async metrics({ event }, deps) {
    return answer(200, await figuresOf(await viewOf(event, deps), deps));
  },
};

function officeOf({ store, clock, randomBytes }: ApiDeps) {
  return { store, clock, seed: () => Buffer.from(randomBytes(32)).toString("hex") };
}

async function move(event: string, to: Mode, deps: ApiDeps, from?: readonly Mode[]): Promise<ApiResponse> {
  return eventAnswer(200, recordOf(await moveEvent(event, to, officeOf(deps), from)));
}

function recordOf(ordered: Ordered): EventRecord {
  switch (ordered.kind) {
    case "done":
      return ordered.record;
    case "invalid":
      throw new Refused(refusals.badConfig, { problems: ordered.problems });
    case "exists":
      throw new Refused(refusals.exists);
    case "unknown event":
      throw new Refused(refusals.notFound);
    case "conflict":
      throw new Refused(refusals.conflict);
    case "illegal":
      throw new Refused(refusals.illegalMove);
  }
}

/** The seed stays here: before the lottery it is nobody's business, the operator's least of all. */
function eventAnswer(status: number, { version, mode, enforceFrom, config }: EventRecord): ApiResponse {
  const headers = { etag: `"${String(version)}"` };
  return answer(status, { version, mode, enforceFrom, config }, { headers });
}

/** The version If-Match names. A version that could be none of ours is as good as one that is gone. */
function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new Refused(refusals.versionRequired);
  const version = /^"([1-9]\d{0,14})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new Refused(refusals.versionGone);
  return Number(version);
}

function whose(body: BodyOf<"complete">): Whose {
  return "sub" in body ? { visitor: body.sub } : { position: body.e };
}

function endAnswer(result: EndResult, otherWay: Refusal): ApiResponse {
  if (result.kind === "unknown") throw new Refused(refusals.noVisitor);
  if (result.kind === "over") throw new Refused(otherWay);
  return answer(200, { state: result.again ? "already" : "ended" });
}
