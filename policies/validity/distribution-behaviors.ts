import { behaviorsOf } from "../distribution-parts";
import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { records, text, texts, violationIf, type Props } from "../read";
import { types } from "../types";

const distribution = (props: Props) => example(types.distribution, props);
const patterns = (...all: readonly string[]) =>
  distribution({ orderedCacheBehaviors: all.map((pathPattern) => ({ pathPattern })) });

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const mostBehaviors = 75;
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
const longestPattern = 255;
const legalPattern = /^[A-Za-z0-9_\-.*$/~"'@:+&?]+$/;

export const pathPatternsLegal: ResourcePolicy = {
  kind: "resource",
  id: "distributions-path-patterns-legal",
  requirement:
    "A distribution has 75 behaviours at most, each with a path pattern that CloudFront takes and tries.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const behaviors = behaviorsOf(one);
    const seen = behaviors.map(({ pattern }) => pattern.replace(/^\//, ""));
    return [
      ...violationIf(
        behaviors.length > mostBehaviors,
        one,
        "orderedCacheBehaviors",
        `and the default one are ${String(behaviors.length)}; CloudFront takes ${String(mostBehaviors)}`,
      ),
      ...behaviors.flatMap(({ path, pattern }, index) => [
        ...violationIf(
          !legalPattern.test(pattern) || pattern.length > longestPattern,
          one,
          `${path}.pathPattern`,
          `is not 1 to ${String(longestPattern)} letters, digits and _-.*$/~"'@:+&?`,
        ),
        ...violationIf(
          seen.indexOf(pattern.replace(/^\//, "")) !== index,
          one,
          `${path}.pathPattern`,
          "is that of an earlier behaviour: this one is never used",
        ),
      ]),
    ];
  },
  violatedBy: [
    [patterns(...Array.from({ length: 76 }, (_, n) => `/${String(n)}/*`))],
    [patterns("/a b/*")],
    [patterns("/%EC%9D%B4/*")],
    [patterns("")],
    [patterns(`/${"a".repeat(255)}`)],
    [patterns("/api/*", "api/*")],
    [distribution({ orderedCacheBehaviors: [{ pathPattern: "*" }], defaultCacheBehavior: {} })],
  ],
  keptBy: [patterns("/_next/static/*", "/vwr/v1/events/*/status", "/vwr/v1/*", "*.jpg")],
};

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html */
const legalMethods = ["GET,HEAD", "GET,HEAD,OPTIONS", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"] as const;
const cachedMethods: readonly string[] = legalMethods.slice(0, 2);
const sorted = (value: unknown): string => texts(value).toSorted().join(",");

const methods = (allowedMethods: readonly string[], rest: Props = {}) =>
  distribution({
    defaultCacheBehavior: { targetOriginId: "o", allowedMethods, cachedMethods: ["GET", "HEAD"], ...rest },
    originGroups: [{ originId: "group", members: [{ originId: "o" }, { originId: "p" }] }],
  });
const reading = ["HEAD", "GET", "OPTIONS"];
const all = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

export const methodsLegal: ResourcePolicy = {
  kind: "resource",
  id: "distributions-methods-legal",
  requirement:
    "A behaviour allows a set of methods that CloudFront knows, and where an origin may fail over only reading.",
  controls: ["V-22"],
  severity: "high",
  appliesTo: [types.distribution],
  check: (one) => {
    const groups = records(one.props["originGroups"]).map(({ originId }) => text(originId));
    return behaviorsOf(one).flatMap(({ path, props }) => {
      const allowed = sorted(props["allowedMethods"]);
      const target = text(props["targetOriginId"]);
      return [
        ...violationIf(
          !legalMethods.some((set) => set === allowed),
          one,
          `${path}.allowedMethods`,
          "are neither GET and HEAD, nor these and OPTIONS, nor all seven",
        ),
        ...violationIf(
          !cachedMethods.includes(sorted(props["cachedMethods"])) ||
            texts(props["cachedMethods"]).some((method) => !allowed.split(",").includes(method)),
          one,
          `${path}.cachedMethods`,
          "are neither GET and HEAD, nor these and OPTIONS, or not allowed",
        ),
        ...violationIf(
          target !== undefined && groups.includes(target) && allowed === legalMethods[2],
          one,
          `${path}.allowedMethods`,
          "change something, which CloudFront refuses where an origin group answers",
        ),
      ];
    });
  },
  violatedBy: [
    [methods(["GET"])],
    [methods(["GET", "HEAD", "POST"])],
    [methods(["GET", "HEAD"], { cachedMethods: reading })],
    [methods(all, { cachedMethods: all })],
    [methods(all, { targetOriginId: "group" })],
  ],
  keptBy: [methods(all), methods(reading, { targetOriginId: "group", cachedMethods: reading })],
};

export const distributionBehaviors = [pathPatternsLegal, methodsLegal];
