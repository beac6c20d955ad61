import type { EdgeSettings } from "../settings";

/** Where a request may go: an origin, or the pair of bucket and server for static files. */
export type Origin = "balancer" | "frontend" | "pages" | "static" | "waitingRoom";

/** What is run on a request as it comes in: the gate, the gate and then the way to a page's file, or the way alone. */
export type ViewerFunction = "gate" | "site-files" | "waiting-page-router";

/** What becomes of requests to some paths. */
export interface BehaviourPlan {
  /** Undefined for what no other covers. */
  readonly path: string | undefined;
  readonly origin: Origin;
  readonly methods: "all" | "read" | "readWithOptions";
  /** What is kept at the edge, and by what it is told apart. */
  readonly cache: "nothing" | "byPath" | "status";
  /** What the origin gets to see of the request beside its path. */
  readonly forward: "nothing" | "everything" | "everythingButHost" | "originForBuckets";
  readonly viewerFunction: ViewerFunction | undefined;
  readonly headers: "site" | "waitingPage";
}

export interface BehavioursAsked extends Pick<EdgeSettings, "apiPaths" | "frontend" | "staticPaths"> {
  readonly waitingRoom: boolean;
}

/** All behaviours, in the order in which CloudFront asks them; the last one is the default. */
export function behaviours(asked: BehavioursAsked): readonly [...BehaviourPlan[], BehaviourPlan] {
  const files = asked.frontend === "files";
  const served = { cache: "nothing", forward: "everything", headers: "site", methods: "all" } as const;
  return [
    ...(asked.waitingRoom ? waitingRoom : []),
    ...(asked.waitingRoom ? [pages("/vwr/*", "waiting-page-router")] : [pages("/vwr/_page/*", undefined)]),
    ...asked.staticPaths.map((path): BehaviourPlan => ({
      ...{ path, origin: files ? "frontend" : "static", methods: "readWithOptions" },
      ...{ cache: "byPath", forward: "originForBuckets", viewerFunction: undefined, headers: "site" },
    })),
    ...asked.apiPaths.map((path): BehaviourPlan => ({
      ...served,
      ...{ path, origin: "balancer", viewerFunction: "gate" },
    })),
    files
      ? {
          ...{ path: undefined, origin: "frontend", methods: "read", cache: "byPath" },
          ...{ forward: "originForBuckets", viewerFunction: "site-files", headers: "site" },
        }
      : { ...served, path: undefined, origin: "balancer", viewerFunction: "gate" },
  ];
}

/** The status is the same for everybody who asks for it, and a second old at most; all the rest is one visitor's. */
const waitingRoom: readonly BehaviourPlan[] = [
  {
    ...{ path: "/vwr/v1/events/*/status", origin: "waitingRoom", methods: "read", cache: "status" },
    ...{ forward: "nothing", viewerFunction: undefined, headers: "site" },
  },
  {
    ...{ path: "/vwr/v1/*", origin: "waitingRoom", methods: "all", cache: "nothing" },
    ...{ forward: "everythingButHost", viewerFunction: undefined, headers: "site" },
  },
];

function pages(path: string, viewerFunction: ViewerFunction | undefined): BehaviourPlan {
  return {
    ...{ path, origin: "pages", methods: "read", cache: "byPath" },
    ...{ forward: "nothing", viewerFunction, headers: "waitingPage" },
  };
}
