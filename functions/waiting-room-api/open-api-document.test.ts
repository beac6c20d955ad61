import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { openApiDocument, openApiFile } from "./open-api-document";
import type { Route } from "./route";
import { routes } from "./routes";

const document = openApiDocument();
const ajv = () => new Ajv({ strict: false });

describe("the API for those who call it", () => {
  it.each(Object.entries(openApiFile))("%s is current: `npm run schema` writes it", (file, text) => {
    expect(readFileSync(join(__dirname, "..", "..", "schemas", file), "utf8")).toBe(text());
  });

  it("tells of every route what it takes, what it gives and every reason to refuse", () => {
    for (const { method, path, body, answers, refusals } of Object.values(routes) as Route[]) {
      const operation = document.paths[path]?.[method.toLowerCase()];
      expect(Object.keys(operation?.responses ?? {}).sort()).toEqual(
        [...new Set([...Object.keys(answers), ...refusals.map(({ status }) => String(status))])].sort(),
      );
      for (const { status, code } of refusals)
        expect(operation?.responses[String(status)]?.description).toContain(`${code}: `);
      expect(operation !== undefined && "requestBody" in operation).toBe(body !== undefined);
    }
  });

  it("describes bodies as the function judges them", () => {
    const join = document.paths["/vwr/v1/events/{ev}/join"]?.["post"];
    const takes = ajv().compile(join?.requestBody?.content["application/json"].schema ?? {});
    expect(takes({ rid: "r".repeat(22) })).toBe(true);
    expect([takes({ rid: "r".repeat(21) }), takes({}), takes({ rid: "r".repeat(22), more: 1 })]).toEqual(
      Array(3).fill(false),
    );
    const complete = document.paths["/vwr/internal/events/{ev}/complete"]?.["post"];
    const ends = ajv().compile(complete?.requestBody?.content["application/json"].schema ?? {});
    expect([ends({ e: 7, requestId: "m-1" }), ends({ requestId: "m-1" })]).toEqual([true, false]);
  });

  it("describes a refusal as it is sent", () => {
    const is = ajv().compile(document.components.schemas.refusal);
    expect(is({ error: { code: "STORE", message: "Try again." } })).toBe(true);
    expect(is({ message: "Forbidden" })).toBe(false);
  });
});
