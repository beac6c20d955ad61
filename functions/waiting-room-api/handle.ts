import { StoreError } from "../waiting-room/store/store";
import { readBody } from "./body";
import type { ApiDeps, Call, Handler } from "./call";
import { guard } from "./guard";
import { refused, type ApiRequest, type ApiResponse } from "./http";
import { inTime } from "./in-time";
import { matchRoute, type Match } from "./match";
import type { Answered } from "./observe";
import { operatorHandlers } from "./operator-handlers";
import { Refused, refusals, type Refusal } from "./refusals";
import type { Route } from "./route";
import { routes, type RouteName } from "./routes";
import { visitorHandlers } from "./visitor-handlers";

const handlers: { readonly [N in RouteName]: Handler<N> } = { ...visitorHandlers, ...operatorHandlers };

type Told = Omit<Answered, "durationMs" | "status">;

/**
 * Answers any request. It never throws, and what goes out in a refusal is ours alone: neither what was sent nor what
 * broke is in it.
 */
export async function handle(request: ApiRequest, deps: ApiDeps): Promise<ApiResponse> {
  const begun = deps.clock.now();
  const { response, told } = await answered(request, deps);
  deps.observe?.({ ...told, status: response.status, durationMs: deps.clock.now() - begun });
  return response;
}

async function answered(
  request: ApiRequest,
  deps: ApiDeps,
): Promise<{ readonly response: ApiResponse; readonly told: Told }> {
  const match = matchRoute(request.method, request.path);
  if (match.kind === "none") return { response: refused(refusals.notFound), told: codeOf(refusals.notFound) };
  if (match.kind === "method") {
    const allow = { allow: match.allowed.join(", ") };
    return {
      response: refused(refusals.methodNotAllowed, undefined, allow),
      told: codeOf(refusals.methodNotAllowed),
    };
  }
  const told = { route: match.name, event: match.event };
  try {
    return { response: await inTime(called(match, request, deps)), told };
  } catch (error) {
    const { refusal, more } = refusalOf(error);
    const { problems, reason, cause, retryAfterSec } = more;
    return {
      response: refused(retryAfterSec === undefined ? refusal : { ...refusal, retryAfterSec }, problems),
      told: {
        ...told,
        ...codeOf(refusal),
        ...(reason === undefined ? {} : { reason }),
        ...(cause === undefined ? {} : { cause }),
      },
    };
  }
}

async function called(
  { name, event, ...match }: Extract<Match, { readonly kind: "route" }>,
  request: ApiRequest,
  deps: ApiDeps,
): Promise<ApiResponse> {
  const route: Route = routes[name];
  guard(request, route, {
    allowedOrigins: deps.allowedOrigins,
    originSecrets: await originSecretsOf(deps),
  });
  // Each handler gets what its own route's path and schema have checked, which is what its type is made of.
  const handler = handlers[name] as Handler<RouteName>;
  const body = readBody(route, request.body) as Call<RouteName>["body"];
  const visitor = match.visitor as Call<RouteName>["visitor"];
  return handler({ request, event, visitor, body }, deps);
}

async function originSecretsOf({ originSecrets }: ApiDeps): Promise<readonly string[]> {
  try {
    return (await originSecrets?.()) ?? [];
  } catch (cause) {
    throw new Refused(refusals.store, { reason: "origin secrets", cause });
  }
}

function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  if (!(error instanceof StoreError)) return new Refused(refusals.internal, { cause: error });
  const refusal: Refusal = error.kind === "throttled" ? refusals.throttled : refusals.store;
  return new Refused(refusal, { reason: error.kind, cause: error });
}

function codeOf({ code }: Refusal): Pick<Told, "code"> {
  return { code };
}
