import * as z from "zod";
import { refusalSchema } from "./answers";
import { operationOf, pathsWith, signatureScheme } from "./open-api";
import type { Route } from "./route";
import type { Refusal } from "./refusals";
import { routes, type RouteName } from "./routes";

/** The API for those who call it: what each route takes and gives, and why it may refuse. */
export function openApiDocument() {
  return {
    openapi: "3.0.3",
    info: {
      title: "Waiting room",
      version: "1",
      description:
        "Visitors' routes are public, behind the edge. The others are called with a signature of IAM. {ev} is the event, {sub} a visitor.",
    },
    paths: pathsWith((name) => ({ ...operationOf(name), ...contentOf(name) })),
    components: {
      securitySchemes: { sigv4: signatureScheme },
      schemas: { refusal: schemaOf(refusalSchema, "output") },
    },
  };
}

/** Where it is kept for readers, below `schemas/`, and what stands there. */
export const openApiFile: Readonly<Record<string, () => string>> = {
  "waiting-room-api.openapi.json": () => `${JSON.stringify(openApiDocument(), null, 2)}\n`,
};

function contentOf(name: RouteName) {
  const { body, answers, needs, refusals }: Route = routes[name];
  return {
    ...(needs.length > 0 && { description: `Needs the ${needs.join(" and the ")}.` }),
    ...(body && {
      requestBody: {
        required: true,
        description: `${String(body.maxBytes)} bytes at most.`,
        content: { "application/json": { schema: schemaOf(body.schema, "input") } },
      },
    }),
    responses: { ...answersOf(answers), ...refusalsOf(refusals) },
  };
}

function answersOf(answers: Route["answers"]) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: schema === undefined ? "Nothing more to say." : "As asked.",
        ...(schema && { content: { "application/json": { schema: schemaOf(schema, "output") } } }),
      },
    ]),
  );
}

/** Codes of one status together; each with its sentence. */
function refusalsOf(refusals: readonly Refusal[]) {
  const byStatus = Map.groupBy(refusals, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      String(status),
      {
        description: ofStatus.map(({ code, message }) => `${code}: ${message}`).join(" "),
        content: { "application/json": { schema: { $ref: "#/components/schemas/refusal" } } },
      },
    ]),
  );
}

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  return z.toJSONSchema(schema, { target: "openapi-3.0", io });
}
