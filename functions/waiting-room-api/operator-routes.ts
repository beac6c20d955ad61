import * as z from "zod";
import { isVisitor } from "../waiting-room/visit/visitor";
import { endedSchema, eventSchema, figuresSchema, sessionSchema } from "./answers";
import { refusals as no } from "./refusals";
import { smallBody, withBody, withStore, type Route } from "./route";

const visitor = z.string().refine(isVisitor);
const position = z.int().min(1).max(200_000_000);
const requestId = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);

const whoseVisit = z.union([
  z.strictObject({ sub: visitor, requestId }),
  z.strictObject({ e: position, requestId }),
]);

const ofMoves = [no.illegalMove, no.conflict, ...withStore] as const;

/** What operators, and the platform itself, can order. */
export const operatorRoutes = {
  create: {
    method: "PUT",
    path: "/vwr/internal/events/{ev}",
    audience: "internal",
    summary: "Makes an event, invisible at first.",
    needs: [],
    body: { schema: z.looseObject({}), maxBytes: 16_384 },
    answers: { 201: eventSchema },
    refusals: [...withBody, no.badConfig, no.exists, ...withStore],
  },
  readConfig: {
    method: "GET",
    path: "/vwr/internal/events/{ev}/config",
    audience: "internal",
    summary: "The event's settings and their version, as ETag.",
    needs: [],
    answers: { 200: eventSchema },
    refusals: withStore,
  },
  writeConfig: {
    method: "PUT",
    path: "/vwr/internal/events/{ev}/config",
    audience: "internal",
    summary: "Replaces the settings of the version that If-Match names.",
    needs: ["If-Match"],
    body: { schema: z.looseObject({}), maxBytes: 16_384 },
    answers: { 200: eventSchema },
    refusals: [...withBody, no.badConfig, no.versionRequired, no.versionGone, no.illegalMove, ...withStore],
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
    refusals: [...withBody, no.badFields, ...ofMoves],
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
    refusals: [no.conflict, ...withStore],
  },
  revoke: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/revoke",
    audience: "internal",
    summary: "Takes an admission back.",
    needs: [],
    body: { schema: whoseVisit, maxBytes: smallBody },
    answers: { 200: endedSchema },
    refusals: [...withBody, no.badFields, no.noVisitor, no.alreadyDone, ...withStore],
  },
  complete: {
    method: "POST",
    path: "/vwr/internal/events/{ev}/complete",
    audience: "internal",
    summary: "Ends a visit that has reached its aim.",
    needs: [],
    body: { schema: whoseVisit, maxBytes: smallBody },
    answers: { 200: endedSchema },
    refusals: [...withBody, no.badFields, no.noVisitor, no.revoked, ...withStore],
  },
  session: {
    method: "GET",
    path: "/vwr/internal/events/{ev}/sessions/{sub}",
    audience: "internal",
    summary: "A visitor's session as it stands: to be asked before a seat is held and before money is taken.",
    needs: [],
    answers: { 200: sessionSchema },
    refusals: [no.noVisitor, ...withStore],
  },
  metrics: {
    method: "GET",
    path: "/vwr/internal/events/{ev}/metrics",
    audience: "internal",
    summary: "The figures of this moment.",
    needs: [],
    answers: { 200: figuresSchema },
    refusals: withStore,
  },
} as const satisfies Readonly<Record<string, Route>>;
