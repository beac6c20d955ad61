import type * as z from "zod";
import { operatorRoutes } from "./operator-routes";
import { visitorRoutes } from "./visitor-routes";

/** All that can be asked of the API. */
export const routes = { ...visitorRoutes, ...operatorRoutes } as const;

export type VisitorRoute = keyof typeof visitorRoutes;
export type OperatorRoute = keyof typeof operatorRoutes;
export type RouteName = keyof typeof routes;

/** The visitor a route's path names; nothing where it names none. */
export type VisitorOf<N extends RouteName> = (typeof routes)[N]["path"] extends `${string}{sub}${string}`
  ? string
  : undefined;

/** The body of a route after its check; nothing where the route has none. */
export type BodyOf<N extends RouteName> = (typeof routes)[N] extends {
  readonly body: { readonly schema: infer S extends z.ZodType };
}
  ? z.output<S>
  : undefined;
