import { describe, expect, it } from "vitest";
import { verdictFor } from "./firewall-methods";

const method = (searchString: string, rest: object = {}) => ({
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: "EXACTLY",
    searchString,
    textTransformations: [{ priority: 0, type: "NONE" }],
    ...rest,
  },
});
const path = {
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    searchString: "/vwr/",
  },
};
const and = (...statements: readonly object[]) => ({ andStatement: { statements } });
const or = (...statements: readonly object[]) => ({ orStatement: { statements } });
const not = (statement: object) => ({ notStatement: { statement } });

describe("what a firewall's statement says to POST", () => {
  const cases: readonly (readonly [what: string, verdict: string, statement: unknown])[] = [
    ["the method POST", "all", method("POST")],
    ["the method GET", "none", method("GET")],
    ["the method in lower case", "all", method("post", { textTransformations: [{ type: "LOWERCASE" }] })],
    ["a method that begins so", "some", method("P", { positionalConstraint: "STARTS_WITH" })],
    ["a path", "some", path],
    ["GET and a path", "none", and(method("GET"), path)],
    ["POST and a path", "some", and(method("POST"), path)],
    ["GET or a path", "some", or(method("GET"), path)],
    ["GET or HEAD", "none", or(method("GET"), method("HEAD"))],
    ["POST or a path", "all", or(method("POST"), path)],
    ["not GET", "all", not(method("GET"))],
    ["not POST", "none", not(method("POST"))],
    ["a path, and neither of POST and PUT", "none", and(path, not(or(method("POST"), method("PUT"))))],
    ["a rate of GET", "none", { rateBasedStatement: { limit: 10, scopeDownStatement: method("GET") } }],
    ["a rate of everything", "some", { rateBasedStatement: { limit: 10 } }],
    [
      "a rate of POST, which some stay below",
      "some",
      { rateBasedStatement: { scopeDownStatement: method("POST") } },
    ],
    ["nothing that is known", "some", undefined],
  ];
  it.each(cases)("%s: %s", (_, verdict, statement) => {
    expect(verdictFor(statement, "POST")).toBe(verdict);
  });
});
