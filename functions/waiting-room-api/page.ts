import type { PageFile } from "../waiting-page/build";
import { pageRouteOf } from "../waiting-page-router/route";
import { answer, type ApiResponse } from "./http";

/** What of a request decides on the page. `query` is as it was sent, without the question mark. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

/** Answers requests for the waiting page and what it refers to; nothing for any other. */
export type ServePage = (request: PageRequest) => ApiResponse | undefined;

/**
 * Serves the waiting page where there is no edge in front: a load balancer sends `/vwr/*` here, page and API on one
 * host, as pages and routes expect it.
 */
export function pageServer(files: readonly PageFile[]): ServePage {
  const responses = new Map(files.map((file) => [file.path, responseOf(file)]));
  return ({ method, path, query }) => {
    if (method !== "GET") return undefined;
    const route = pageRouteOf(path);
    switch (route.kind) {
      case "object":
        return responses.get(route.uri);
      case "moved": {
        const location = /^[\x21-\x7e]+$/.test(query) ? `${route.uri}?${query}` : route.uri;
        return answer(302, undefined, { headers: { location } });
      }
      case "unknown":
        return undefined;
    }
  };
}

function responseOf({ body, contentType, cacheControl, contentSecurityPolicy }: PageFile): ApiResponse {
  return {
    status: 200,
    headers: {
      "content-type": contentType,
      "cache-control": cacheControl,
      "x-content-type-options": "nosniff",
      ...(contentSecurityPolicy === undefined ? {} : { "content-security-policy": contentSecurityPolicy }),
    },
    cookies: [],
    body,
  };
}
