import type { z } from "zod";
import { Refused, refusals } from "./refusals";
import type { Route } from "./route";
import { readObject } from "./strict-json";

/** The body of a request after its route's check. A route without a body does not look at what was sent. */
export function readBody(route: Route, body: string | Uint8Array | undefined): unknown {
  if (route.body === undefined) return undefined;
  const { schema, maxBytes } = route.body;
  const text = textOf(body ?? "", maxBytes);
  const object = text.trim() === "" && takesNothing(schema) ? {} : readObject(text);
  if (object === undefined) throw new Refused(refusals.badJson);
  const { success, data, error } = schema.safeParse(object);
  if (!success) throw new Refused(refusalOf(error, route));
  return data;
}

function textOf(body: string | Uint8Array, maxBytes: number): string {
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  if (length > maxBytes) throw new Refused(refusals.tooLarge);
  if (typeof body === "string") return body;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (cause) {
    throw new Refused(refusals.badJson, { cause });
  }
}

/** Whether every field may be left out: then so may the body. */
function takesNothing(schema: z.ZodType): boolean {
  return schema.safeParse({}).success;
}

/** A request id has a refusal of its own where the route knows it; other fields have one together. */
function refusalOf({ issues }: z.ZodError, { refusals: known }: Route) {
  const ofRid = issues.some(({ path: [name] }) => name === "rid" || name === "rid2");
  if (ofRid && known.includes(refusals.badRid)) return refusals.badRid;
  return known.includes(refusals.badFields) ? refusals.badFields : refusals.badJson;
}
