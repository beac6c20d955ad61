import { at, isRecord, records, text } from "../../policies/read";
import type { Resource } from "../../tools/offline/resource";

/**
 * The firewall's rule against detours by a file's path, as the firewall asks it: of the path as it was sent.
 *
 * @throws Error where there is none, or where it asks what is not known here.
 */
export function detourRuleOf(resources: readonly Resource[]): (path: string) => boolean {
  const rule = resources
    .filter(({ type, inputs }) => type === "aws:wafv2/webAcl:WebAcl" && inputs["scope"] === "CLOUDFRONT")
    .flatMap(({ inputs }) => records(inputs["rules"]))
    .find(({ name }) => name === "static-detour");
  if (rule === undefined || !isRecord(at(rule, "action.block"))) throw new Error("no rule blocks detours");
  return (path) => holds(rule["statement"], path);
}

function holds(statement: unknown, path: string): boolean {
  const all = at(statement, "andStatement.statements");
  if (all !== undefined) return records(all).every((one) => holds(one, path));
  const any = at(statement, "orStatement.statements");
  if (any !== undefined) return records(any).some((one) => holds(one, path));
  const start = text(at(statement, "byteMatchStatement.searchString"));
  if (start !== undefined) {
    asIs(at(statement, "byteMatchStatement"), "STARTS_WITH");
    return path.startsWith(start);
  }
  const pattern = text(at(statement, "regexMatchStatement.regexString"));
  if (pattern === undefined) throw new Error("a statement that is not known here");
  asIs(at(statement, "regexMatchStatement"), undefined);
  return new RegExp(pattern).test(path);
}

function asIs(match: unknown, constraint: string | undefined): void {
  const known =
    isRecord(at(match, "fieldToMatch.uriPath")) &&
    at(match, "positionalConstraint") === constraint &&
    records(at(match, "textTransformations")).every(({ type }) => type === "NONE");
  if (!known) throw new Error("a match that is not known here");
}
