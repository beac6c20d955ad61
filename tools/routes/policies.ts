/** Which of the things that a request brings along are meant. Names are those of the things, in any case for headers. */
export type Chosen =
  { readonly kind: "none" | "all" } | { readonly kind: "only" | "except"; readonly names: readonly string[] };

export const none: Chosen = { kind: "none" };
export const all: Chosen = { kind: "all" };

export function isChosen(chosen: Chosen, name: string): boolean {
  switch (chosen.kind) {
    case "none":
      return false;
    case "all":
      return true;
    case "only":
      return chosen.names.includes(name);
    case "except":
      return !chosen.names.includes(name);
  }
}

/** The chosen ones of a record. */
export function chosenOf(
  chosen: Chosen,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isChosen(chosen, name)));
}

/** What of a request goes to the origin beside what the cache key holds. */
export interface OriginRequestPolicy {
  readonly name: string;
  readonly query: Chosen;
  readonly cookies: Chosen;
  readonly headers: Chosen;
}

/** By what an answer is found again, and whether it is kept at all. */
export interface CachePolicy extends OriginRequestPolicy {
  readonly keeps: boolean;
  readonly minTtlSeconds: number;
  /** Whether an answer is kept once for each form of compression. */
  readonly encodings: boolean;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const managedCachePolicies: Readonly<Record<string, CachePolicy>> = {
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": {
    name: "CachingDisabled",
    ...{ keeps: false, minTtlSeconds: 0, encodings: false, query: none, cookies: none, headers: none },
  },
  "658327ea-f89d-4fab-a63d-7e88639e58f6": {
    name: "CachingOptimized",
    ...{ keeps: true, minTtlSeconds: 1, encodings: true, query: none, cookies: none, headers: none },
  },
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
export const managedOriginRequestPolicies: Readonly<Record<string, OriginRequestPolicy>> = {
  "216adef6-5c7f-47e4-b989-5492eafa07d3": { name: "AllViewer", query: all, cookies: all, headers: all },
  "b689b0a8-53d0-40ab-baf2-68738e2966ac": {
    ...{ name: "AllViewerExceptHostHeader", query: all, cookies: all },
    headers: { kind: "except", names: ["host"] },
  },
  "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf": {
    ...{ name: "CORS-S3Origin", query: none, cookies: none },
    headers: {
      kind: "only",
      names: ["origin", "access-control-request-headers", "access-control-request-method"],
    },
  },
};
