import { records } from "../../policies/read";
import type { Resource } from "../../tools/offline/resource";
import { verdict } from "../support/edge/web-acl";

/** The firewall's rule against detours by a file's path. */
const rule = "static-detour";

/**
 * Whether CloudFront's firewall ends the way of a path, as it was sent, by its rule against detours.
 *
 * @throws Error where there is no such rule.
 */
export function detourRuleOf(resources: readonly Resource[]): (path: string) => boolean {
  const acl = resources.find(
    ({ type, inputs }) => type === "aws:wafv2/webAcl:WebAcl" && inputs["scope"] === "CLOUDFRONT",
  );
  if (acl === undefined || !records(acl.inputs["rules"]).some(({ name }) => name === rule)) {
    throw new Error("no rule blocks detours");
  }
  return (path) => {
    const found = verdict(acl, [], { method: "GET", path }, {});
    return found.rule === rule && found.action === "block";
  };
}
