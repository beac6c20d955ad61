import type * as z from "zod";
import { refusals, type Refusal } from "./refusals";

/** One thing that can be asked of the API. Everything that is said about it elsewhere is derived from this. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** `{ev}` is the event, `{sub}` a visitor. */
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

/** What a body may weigh where nothing else is said. */
export const smallBody = 2_048;

/** What any route can answer. */
export const always = [refusals.internal, refusals.methodNotAllowed] as const;

/** What any route can answer that asks the store. */
export const withStore = [
  refusals.notFound,
  refusals.forbidden,
  refusals.throttled,
  refusals.store,
  ...always,
] as const;

export const withBody = [refusals.badJson, refusals.tooLarge] as const;
