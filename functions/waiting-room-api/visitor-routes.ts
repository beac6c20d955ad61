import * as z from "zod";
import { isOwnPath } from "../waiting-room/gate/own-path";
import { admissionSchema, notYetSchema, placeSchema, renewalSchema, statusSchema } from "./answers";
import { refusals as no } from "./refusals";
import { always, smallBody, withBody, withStore, type Route } from "./route";

const requestId = z.string().regex(/^[A-Za-z0-9_-]{22,43}$/);

/** Where to go afterwards: a path of our own. */
const ownPath = z.string().max(512).refine(isOwnPath);

/** What a visitor's page, or app, can ask. */
export const visitorRoutes = {
  status: {
    method: "GET",
    path: "/vwr/v1/events/{ev}/status",
    audience: "public",
    summary: "Where the line is: one document for everybody, cached for a second.",
    needs: [],
    answers: { 200: statusSchema, 304: undefined },
    refusals: withStore,
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
    refusals: [...withBody, no.badRid, no.proofRequired, no.ended, no.queueFull, ...withStore],
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
      ...withBody,
      no.badRid,
      no.badTicket,
      no.clientMismatch,
      no.stillValid,
      no.alreadyDone,
      no.tooMany,
      no.queueFull,
      no.over,
      ...withStore,
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
      ...withBody,
      no.badFields,
      no.badTicket,
      no.clientMismatch,
      no.alreadyDone,
      no.revoked,
      no.conflict,
      no.lapsed,
      no.over,
      ...withStore,
    ],
  },
  renew: {
    method: "POST",
    path: "/vwr/v1/events/{ev}/renew",
    audience: "public",
    summary: "Prolongs an admission while the visit lasts.",
    needs: ["admission cookie", "device cookie"],
    answers: { 200: renewalSchema },
    refusals: [no.badAdmission, no.clientMismatch, no.maxReached, no.ended, ...withStore],
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
} as const satisfies Readonly<Record<string, Route>>;
