import { z } from "zod";
import { checked, withoutRepeats } from "../checked";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
const longest = 255;
/** The load balancer takes fewer characters than CloudFront: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions */
const longestAtLoadBalancer = 128;
const legal = /^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/;
/** A rule of the load balancer takes five, and holds up to two patterns: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostWildcards = 2;

/** What the waiting room keeps for itself. */
const taken = "/vwr/";

/** What is wrong with a pattern that CloudFront and the load balancer both match paths by. */
function patternProblem(pattern: string): string | undefined {
  if (!legal.test(pattern))
    return "is no path pattern: it begins with / and holds letters, digits, * and _-.$/~\"'@:+&?";
  if (pattern.length > Math.min(longest, longestAtLoadBalancer)) {
    return `is longer than the ${String(longestAtLoadBalancer)} characters that a load balancer takes`;
  }
  if (pattern.replaceAll(/[^*?]/g, "").length > mostWildcards) {
    return `has more than ${String(mostWildcards)} wildcards`;
  }
  if (pattern.startsWith(taken) || pattern === "/*" || pattern === "/") {
    return pattern.startsWith(taken)
      ? "lies under /vwr/, which is the waiting room's"
      : "covers the whole site, which the default behaviour does";
  }
  return undefined;
}

/** A list of path patterns, each once. */
export function pathPatterns(example: string) {
  return z.array(checked(patternProblem, example)).superRefine(withoutRepeats);
}
