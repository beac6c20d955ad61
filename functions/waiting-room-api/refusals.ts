/** Why a request is refused: what the answer says. Its sentence is ours alone, nothing of the request is in it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Seconds after which it is worth asking again. */
  readonly retryAfterSec?: number;
}

/** One refusal for whatever is wrong with a token: which part it was would tell a forger how far he got. */
export const refusals = {
  badJson: {
    status: 400,
    code: "BAD_JSON",
    message: "The body must be one JSON object without repeated names.",
  },
  tooLarge: { status: 400, code: "TOO_LARGE", message: "The body is too large." },
  badRid: { status: 400, code: "BAD_RID", message: "The request id must be 22 to 43 base64url characters." },
  badFields: { status: 400, code: "BAD_FIELDS", message: "The body does not have the expected fields." },
  badConfig: { status: 400, code: "BAD_CONFIG", message: "The settings have problems." },
  badTicket: { status: 401, code: "BAD_TICKET", message: "The ticket is not valid." },
  badAdmission: { status: 401, code: "BAD_ADMISSION", message: "The admission is not valid." },
  proofRequired: { status: 403, code: "PROOF_REQUIRED", message: "A proof is required to join." },
  clientMismatch: { status: 403, code: "CLIENT_MISMATCH", message: "This was given to another device." },
  forbidden: { status: 403, code: "FORBIDDEN", message: "This is not allowed from here." },
  notFound: { status: 404, code: "NOT_FOUND", message: "There is nothing here." },
  noVisitor: { status: 404, code: "NO_VISITOR", message: "Nobody was admitted like that." },
  methodNotAllowed: { status: 405, code: "METHOD_NOT_ALLOWED", message: "The method is not allowed here." },
  ended: { status: 409, code: "ENDED", message: "The sale is over." },
  queueFull: { status: 409, code: "QUEUE_FULL", message: "The waiting room is full." },
  stillValid: { status: 409, code: "STILL_VALID", message: "The place is still valid." },
  tooMany: { status: 409, code: "TOO_MANY", message: "The place has been given up too often." },
  alreadyDone: { status: 409, code: "ALREADY_DONE", message: "The visit is over." },
  revoked: { status: 409, code: "REVOKED", message: "The admission was taken back." },
  conflict: { status: 409, code: "CONFLICT", message: "It stands otherwise by now." },
  maxReached: { status: 409, code: "MAX_REACHED", message: "The visit cannot be prolonged any more." },
  exists: { status: 409, code: "EXISTS", message: "The event is there already." },
  illegalMove: { status: 409, code: "ILLEGAL_MOVE", message: "The event cannot go there from where it is." },
  lapsed: { status: 410, code: "LAPSED", message: "The place has lapsed." },
  over: { status: 410, code: "ENDED", message: "The sale is over." },
  versionGone: { status: 412, code: "VERSION_GONE", message: "The event was changed meanwhile." },
  versionRequired: {
    status: 428,
    code: "VERSION_REQUIRED",
    message: "If-Match must name the version that is to be changed.",
  },
  throttled: { status: 429, code: "THROTTLED", message: "Too many at once; try again.", retryAfterSec: 2 },
  internal: { status: 500, code: "INTERNAL", message: "Something went wrong here." },
  store: {
    status: 503,
    code: "STORE",
    message: "Nobody can tell at the moment; try again.",
    retryAfterSec: 2,
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Ends the handling of a request with a refusal. `problems` go out with it, `reason` and `cause` into the log alone. */
export class Refused extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly more: {
      readonly problems?: readonly object[];
      readonly reason?: string;
      readonly retryAfterSec?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(refusal.code, { cause: more.cause });
    this.name = "Refused";
  }
}
