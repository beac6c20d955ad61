import { at, isRecord, number, texts, type Props } from "../../policies/read";
import type { Resource } from "../offline/resource";
import {
  managedCachePolicies,
  managedOriginRequestPolicies,
  type CachePolicy,
  type Chosen,
  type OriginRequestPolicy,
} from "./policies";

/**
 * The cache policy of this id: one of the stack or one of AWS's.
 *
 * @throws Error where it is neither.
 */
export function cachePolicyOf(id: unknown, resources: readonly Resource[]): CachePolicy {
  const managed = managedCachePolicies[String(id)];
  if (managed !== undefined) return managed;
  const policy = ownPolicy("aws:cloudfront/cachePolicy:CachePolicy", id, resources);
  const parts = policy.inputs["parametersInCacheKeyAndForwardedToOrigin"];
  const given = isRecord(parts) ? parts : {};
  return {
    ...partsOf(policy.name, given),
    keeps: number(policy.inputs["maxTtl"]) !== 0,
    minTtlSeconds: number(policy.inputs["minTtl"]) ?? 0,
    encodings: given["enableAcceptEncodingBrotli"] === true || given["enableAcceptEncodingGzip"] === true,
  };
}

/**
 * The origin request policy of this id: one of the stack or one of AWS's.
 *
 * @throws Error where it is neither.
 */
export function originRequestPolicyOf(id: unknown, resources: readonly Resource[]): OriginRequestPolicy {
  const managed = managedOriginRequestPolicies[String(id)];
  if (managed !== undefined) return managed;
  const policy = ownPolicy("aws:cloudfront/originRequestPolicy:OriginRequestPolicy", id, resources);
  return partsOf(policy.name, policy.inputs);
}

function ownPolicy(type: string, id: unknown, resources: readonly Resource[]): Resource {
  const policy = resources.find((one) => one.type === type && one.id === id);
  if (policy === undefined)
    throw new Error(`the policy ${String(id)} is neither the stack's nor a known one of AWS`);
  return policy;
}

function partsOf(name: string, given: Props): OriginRequestPolicy {
  const lower = (names: readonly string[]) => names.map((one) => one.toLowerCase());
  return {
    name,
    query: chosenBy(
      at(given, "queryStringsConfig.queryStringBehavior"),
      texts(at(given, "queryStringsConfig.queryStrings.items")),
    ),
    cookies: chosenBy(
      at(given, "cookiesConfig.cookieBehavior"),
      texts(at(given, "cookiesConfig.cookies.items")),
    ),
    headers: chosenBy(
      at(given, "headersConfig.headerBehavior"),
      lower(texts(at(given, "headersConfig.headers.items"))),
    ),
  };
}

/** CloudFront's words for how names are chosen. */
function chosenBy(word: unknown, names: readonly string[]): Chosen {
  switch (word) {
    case "whitelist":
      return { kind: "only", names };
    case "allExcept":
      return { kind: "except", names };
    case "all":
    case "allViewer":
    case "allViewerAndWhitelistCloudFront":
      return { kind: "all" };
    default:
      return { kind: "none" };
  }
}
