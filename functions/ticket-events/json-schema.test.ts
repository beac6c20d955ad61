import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { ticketEventJsonSchema, ticketEventSchemaFiles } from "./json-schema";
import { ticketEventTypes } from "./ticket-event";

const folder = join(__dirname, "..", "..", "schemas");

describe("the JSON Schema of a ticket event", () => {
  it.each(Object.entries(ticketEventSchemaFiles))(
    "%s is current: `npm run schema` writes it",
    (file, text) => {
      expect(readFileSync(join(folder, file), "utf8")).toBe(text());
    },
  );

  it("is kept for every type, and for no other", () => {
    const kept = readdirSync(join(folder, "ticket-events")).map((file) => `ticket-events/${file}`);

    expect(kept.sort()).toEqual(Object.keys(ticketEventSchemaFiles).sort());
  });

  it.each(ticketEventTypes)("%s says draft 4, which EventBridge takes", (type) => {
    expect(JSON.parse(ticketEventJsonSchema(type))).toMatchObject({
      $schema: "http://json-schema.org/draft-04/schema#",
      additionalProperties: false,
    });
  });

  it.each(ticketEventTypes)("%s takes what the worker takes, and refuses what it refuses", (type) => {
    const { $schema, ...schema } = JSON.parse(ticketEventJsonSchema(type)) as Record<string, unknown>;
    const takes = new Ajv({ validateFormats: false, strict: false }).compile(schema);
    const event = aTicketEvent(type);

    expect($schema).toBeTypeOf("string");
    expect(takes(event)).toBe(true);
    expect(takes({ ...event, section: "A#B" })).toBe(false);
    expect(takes({ ...event, more: 1 })).toBe(false);
    expect(takes({ ...event, version: 2 })).toBe(false);
  });

  it("of a hold refuses a seat that is named twice", () => {
    const { properties } = JSON.parse(ticketEventJsonSchema("reservation.held")) as {
      readonly properties: { readonly seats: object };
    };
    const takes = new Ajv({ strict: false }).compile(properties.seats);

    expect(takes(["A-1", "A-2"])).toBe(true);
    expect(takes(["A-1", "A-1"])).toBe(false);
  });
});
