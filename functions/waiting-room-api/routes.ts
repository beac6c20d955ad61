import * as z from "zod";
import { isOwnPath } from "../waiting-room/gate/own-path";
import {
  admissionSchema,
  endedSchema,
  eventSchema,
  figuresSchema,
  notYetSchema,
  placeSchema,
  renewalSchema,
  statusSchema,
} from "./answers";
import { refusals as no, type Refusal } from "./refusals";

/** One thing that can be asked of the API. Everything that is said about it elsewhere is derived from this. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** `{ev}` is the event. */
  readonly path: string;
  /** Internal routes are called with a signature of IAM, and by nobody else. */
  readonly audience: "public" | "internal";
  readonly summary: string;
  /** What must come along beside the body. */
  readonly needs: readonly ("ticket" | "admission cookie" | "device cookie" | "If-Match")[];
  readonly body?: { readonly schema: z.ZodType; readonly maxBytes: number };
  readonly answers: Readonly<Record<number, z.ZodType | undefined>>;
  readonly refusals: readonly Refusal[];
}

const requestId = z.string().regex(/^[A-Za-z0-9_-]{22,43}$/);

/** Where to go afterwards: a path of our own. */
const ownPath = z.string().max(512).refine(isOwnPath);

const visitor = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const position = z.int().min(1).max(200_000_000);
const operatorRequest = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);

const smallBody = 2_048;

const always = [no.internal, no.methodNotAllowed] as const;
const ofVisitors = [no.notFound, no.forbidden, no.throttled, no.store, ...always] as const;
const ofBodies = [no.badJson, no.tooLarge] as const;
const ofOperators = [no.notFound, no.forbidden, no.throttled, no.store, ...always] as const;
const ofMoves = [no.illegalMove, no.conflict, ...ofOperators] as const;

const whoseVisit = z.union([
  z.strictObject({ sub: visitor, requestId: operatorRequest }),
  z.strictObject({ e: position, requestId: operatorRequest }),
]);

export const routes = {
  status: {
    method: "GET",
    path: "/vwr/v1/events/{ev}/status",
    audience: "public",
    summary: "Where the line is: one document for everybody, cached for a second.",
    needs: [],
    answers: { 200: statusSchema, 304: undefined },
    refusals: ofVisitors,
  },
  join: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/join",
    audience: "public",
    summary: "Takes a place, or gives the place that was taken by the same request id.",
    needs: [],
    body: {
      schema: z.strictObject({ rid: requestId, proof: z.string().max(1_500).optional() }),
      maxBytes: smallBody,
    },
    answers: { 201: placeSchema, 200: placeSchema },
    refusals: [...ofBodies, no.badRid, no.proofRequired, no.notOpen, no.ended, no.queueFull, ...ofVisitors],
  },
  rejoin: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/rejoin",
    audience: "public",
    summary: "Takes a place at the end of the line in return for one that has lapsed.",
    needs: ["ticket", "device cookie"],
    body: { schema: z.strictObject({ rid2: requestId }), maxBytes: smallBody },
    answers: { 200: placeSchema },
    refusals: [
      ...ofBodies,
      no.badRid,
      no.badTicket,
      no.clientMismatch,
      no.stillValid,
      no.alreadyDone,
      no.tooMany,
      no.queueFull,
      no.over,
      ...ofVisitors,
    ],
  },
  admit: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/admit",
    audience: "public",
    summary: "Turns a place that has been called into an admission.",
    needs: ["ticket", "device cookie"],
    body: { schema: z.strictObject({ next: ownPath.optional() }), maxBytes: smallBody },
    answers: { 200: admissionSchema, 202: notYetSchema },
    refusals: [
      ...ofBodies,
      no.badFields,
      no.badTicket,
      no.clientMismatch,
      no.alreadyDone,
      no.revoked,
      no.conflict,
      no.lapsed,
      no.over,
      ...ofVisitors,
    ],
  },
  renew: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/renew",
    audience: "public",
    summary: "Prolongs an admission while the visit lasts.",
    needs: ["admission cookie", "device cookie"],
    answers: { 200: renewalSchema },
    refusals: [no.badAdmission, no.clientMismatch, no.maxReached, no.ended, ...ofVisitors],
  },
  leave: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/leave",
    audience: "public",
    summary: "Ends a visit when the page closes. The answer is the same whatever there was to end.",
    needs: [],
    answers: { 204: undefined },
    refusals: [no.notFound, no.forbidden, ...always],
  },
  create: {
    method: "PUT",
    path: "/vwr/internal/events/{ev}",
    audience: "internal",
    summary: "Makes an event, invisible at first.",
    needs: [],
    body: { schema: z.looseObject({}), maxBytes: 16_384 },
    answers: { 201: eventSchema },
    refusals: [...ofBodies, no.badConfig, no.exists, ...ofOperators],
  },
  readConfig: {
    method: "GET",
    path: "/vwr/internal/events/{ev}/config",
    audience: "internal",
    summary: "The event's settings and their version, as ETag.",
    needs: [],
    answers: { 200: eventSchema },
    refusals: ofOperators,
  },
  writeConfig: {
    method: "PUT",
    path: "/vwr/internal/events/{ev}/config",
    audience: "internal",
    summary: "Replaces the settings of the version that If-Match names.",
    needs: ["If-Match"],
    body: { schema: z.looseObject({}), maxBytes: 16_384 },
    answers: { 200: eventSchema },
    refusals: [...ofBodies, no.badConfig, no.versionRequired, no.versionGone, no.illegalMove, ...ofOperators],
  },
  open: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/open",
    audience: "internal",
    summary:
      "Lets people join for the lottery (PRE), starts the line (QUEUE, unless said otherwise) or lets all pass (OPEN).",
    needs: [],
    body: {
      schema: z.strictObject({ to: z.enum(["PRE", "QUEUE", "OPEN"]).default("QUEUE") }),
      maxBytes: smallBody,
    },
    answers: { 200: eventSchema },
    refusals: [...ofBodies, no.badFields, ...ofMoves],
  },
  pause: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/pause",
    audience: "internal",
    summary: "Stops the line where it is.",
    needs: [],
    answers: { 200: eventSchema },
    refusals: ofMoves,
  },
  resume: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/resume",
    audience: "internal",
    summary: "Lets a line that was stopped go on.",
    needs: [],
    answers: { 200: eventSchema },
    refusals: ofMoves,
  },
  end: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/end",
    audience: "internal",
    summary: "Ends the event for good.",
    needs: [],
    answers: { 200: eventSchema },
    refusals: [no.conflict, ...ofOperators],
  },
  revoke: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/revoke",
    audience: "internal",
    summary: "Takes an admission back.",
    needs: [],
    body: { schema: whoseVisit, maxBytes: smallBody },
    answers: { 200: endedSchema },
    refusals: [...ofBodies, no.badFields, no.noVisitor, no.alreadyDone, ...ofOperators],
  },
  complete: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/complete",
    audience: "internal",
    summary: "Ends a visit that has reached its aim.",
    needs: [],
    body: { schema: whoseVisit, maxBytes: smallBody },
    answers: { 200: endedSchema },
    refusals: [...ofBodies, no.badFields, no.noVisitor, no.revoked, ...ofOperators],
  },
  metrics: {
    method: "GET",
    path: "/vwr/internal/events/{ev}/metrics",
    audience: "internal",
    summary: "The figures of this moment.",
    needs: [],
    answers: { 200: figuresSchema },
    refusals: ofOperators,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;

/** The body of a route after its check; nothing where the route has none. */
export type BodyOf<N extends RouteName> = (typeof routes)[N] extends {
  readonly body: { readonly schema: infer S extends z.ZodType };
}
  ? z.output<S>
  : undefined;
