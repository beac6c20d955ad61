import type { ExampleGate } from "./example-gate";
import { exampleEvent } from "./example-gate";
import type { Place } from "./places";
import { requestOf, type Asked, type Request } from "./request";
import type { Site } from "./site";

/** One address of each kind that the platform has. */
export interface Example {
  readonly what: string;
  readonly request: Request;
  /** Where it is sent whatever its host; undefined where its host decides. */
  readonly entrance: Place | undefined;
}

const page = { accept: "text/html", "sec-fetch-mode": "navigate" };
const script = { accept: "application/json", "sec-fetch-mode": "cors" };

/** The examples that make sense for a site: of hosts that it does not have there are none. */
export function examplesFor(site: Site, gate: ExampleGate): readonly Example[] {
  const domain = domainOf(site);
  if (domain === undefined) return [];
  const has = (name: string) => site.hosts.some((host) => host.name === `${name}.${domain}`);
  const seats = gate.protectedPath;
  const of = (what: string, asked: Partial<Asked>, entrance?: Place): Example => ({
    what,
    request: requestOf({ host: domain, headers: page, ...asked }),
    entrance,
  });
  const call = (what: string, method: string, path: string, more: Partial<Asked> = {}) =>
    of(what, { method, path, headers: script, ...more });
  const line = `/vwr/v1/events/${exampleEvent}`;
  return [
    of("page", { path: "/about" }),
    of("plain HTTP", { scheme: "http", path: "/about" }),
    ...(seats === undefined
      ? []
      : [
          of("protected page, no admission", { path: seats, query: "lang=ko" }),
          of("the same, admitted", { path: seats, query: "lang=ko", cookies: gate.cookies }),
        ]),
    call("API, read", "GET", "/api/events"),
    call("API, write", "POST", "/api/orders"),
    call("WebSocket", "GET", "/socket.io/", { query: "transport=websocket" }),
    of("file", { path: "/_next/static/app.js", query: "v=1" }),
    of("detour by a file's path", { path: `/_next/static/..%2f..%2f${(seats ?? "/events").slice(1)}` }),
    of("waiting page", { path: `/vwr/${exampleEvent}/`, query: "next=%2Fabout" }),
    call("line, status", "GET", `${line}/status`, { query: "t=1", cookies: { any: "1" } }),
    call("line, join", "POST", `${line}/join`),
    call("line, for operators only", "POST", `/vwr/internal/events/${exampleEvent}`),
    ...(has("www") ? [of("www", { host: `www.${domain}`, path: "/about", query: "a=1" })] : []),
    ...(has("api")
      ? [
          call("API's own host", "GET", "/api/events", { host: `api.${domain}` }),
          of("a page there", { host: `api.${domain}`, path: "/about" }),
        ]
      : []),
    ...pastCloudFront(site, domain, of),
  ];
}

function pastCloudFront(
  { distribution, loadBalancers }: Site,
  domain: string,
  of: (what: string, asked: Partial<Asked>, entrance: Place) => Example,
): readonly Example[] {
  if (distribution === undefined) return [];
  const itself: Place = { kind: "distribution", name: distribution.name };
  return [
    of("CloudFront's own name", { host: distribution.domainName, path: "/about" }, itself),
    ...loadBalancers.map(({ name }) =>
      of("past CloudFront", { host: domain, path: "/about" }, { kind: "loadBalancer", name }),
    ),
  ];
}

/** The name that all others of a site are below. */
export function domainOf({ hosts }: Site): string | undefined {
  return hosts.map(({ name }) => name).toSorted((one, other) => one.length - other.length)[0];
}
