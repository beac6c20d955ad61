import { describe, expect, it } from "vitest";
import { isAllowed, mayAssume, type AccessRequest } from "./iam";

const document = (...statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const allow = (rest: object = {}) => ({ Effect: "Allow", Action: "*", Resource: "*", ...rest });
const deny = (rest: object = {}) => ({ Effect: "Deny", Action: "*", Resource: "*", ...rest });
const request = (rest: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: "arn:aws:s3:::logs/today",
  context: {},
  ...rest,
});
const allows = (statement: object, asked: Partial<AccessRequest> = {}) =>
  isAllowed(request(asked), { identity: [document(statement)] });
const holds = (Condition: object, context: AccessRequest["context"] = {}) =>
  allows(allow({ Condition }), { context });

describe("a request", () => {
  it("is refused where nothing allows it, and allowed by any document as JSON or as an object", () => {
    expect(isAllowed(request(), { identity: [] })).toBe(false);
    expect(isAllowed(request(), { identity: [document(allow())] })).toBe(true);
    const other = JSON.stringify(document(allow({ Action: "sqs:*" })));
    expect(isAllowed(request(), { identity: [other] })).toBe(false);
    expect(isAllowed(request(), { identity: [other, JSON.stringify(document(allow()))] })).toBe(true);
  });

  it("is refused by a Deny of any document, whatever the others allow", () => {
    const both = [document(allow()), document(deny({ Action: "s3:Get*" }))];
    expect(isAllowed(request(), { identity: both })).toBe(false);
    expect(isAllowed(request({ action: "s3:PutObject" }), { identity: both })).toBe(true);
  });

  it("must be allowed by the boundary as well, which grants nothing by itself", () => {
    const boundary = document(allow({ Action: "s3:*" }), deny({ Action: "s3:Delete*" }));
    const identity = [document(allow())];
    expect(isAllowed(request(), { identity, boundary })).toBe(true);
    expect(isAllowed(request({ action: "sqs:SendMessage" }), { identity, boundary })).toBe(false);
    expect(isAllowed(request({ action: "s3:DeleteObject" }), { identity, boundary })).toBe(false);
    expect(isAllowed(request(), { identity: [], boundary })).toBe(false);
  });
});

describe("a statement is about", () => {
  it.each([
    ["an action, in whatever case", { Action: ["sqs:*", "S3:getobject"] }, true],
    ["actions by wildcard", { Action: "s3:Get?bject" }, true],
    ["no other action", { Action: "s3:GetObjectAcl" }, false],
    ["all actions but some", { Action: undefined, NotAction: "iam:*" }, true],
    ["all actions but this one", { Action: undefined, NotAction: ["iam:*", "s3:Get*"] }, false],
    ["resources by wildcard", { Resource: "arn:aws:s3:::logs/*" }, true],
    ["resources in their own case", { Resource: "arn:aws:s3:::Logs/*" }, false],
    ["all resources but some", { Resource: undefined, NotResource: "arn:aws:s3:::state/*" }, true],
    ["all resources but this one", { Resource: undefined, NotResource: "arn:aws:s3:::logs/*" }, false],
    ["nothing, where it names no resource", { Resource: undefined }, false],
  ])("%s", (_, rest, expected) => {
    expect(allows(allow(rest))).toBe(expected);
  });
});

describe("a condition", () => {
  const stack = "aws:ResourceTag/Stack";
  const arn = "arn:aws:iam::123456789012:role/urr-dev";
  it.each([
    ["StringEquals", "dev", "dev", true],
    ["StringEquals", "dev", "Dev", false],
    ["StringEquals", "de*", "dev", false],
    ["StringEquals", ["prod", "dev"], "dev", true],
    ["StringNotEquals", ["prod", "dev"], "dev", false],
    ["StringNotEquals", ["prod", "qa"], "dev", true],
    ["StringEqualsIgnoreCase", "DEV", "dev", true],
    ["StringNotEqualsIgnoreCase", "DEV", "dev", false],
    ["StringLike", "d?v*", "dev-2", true],
    ["StringNotLike", "d?v*", "dev-2", false],
    ["ArnLike", "arn:aws:iam::123456789012:role/urr-*", arn, true],
    ["ArnEquals", "arn:aws:iam::*:role/urr-dev", arn, true],
    ["ArnLike", "arn:aws:*:role/urr-dev", arn, false],
    ["ArnNotLike", "arn:aws:iam::*:role/urr-*", arn, false],
    ["ArnNotEquals", "arn:aws:iam::*:role/other", arn, true],
    ["Bool", false, "false", true],
    ["Bool", "true", "false", false],
    ["StringNotEquals", "dev", "", true],
    ["Null", "true", "", false],
    ["Null", "false", "dev", true],
    ["Null", "true", "dev", false],
  ])("%s %j on %j: %s", (operator, wanted, value, expected) => {
    expect(holds({ [operator]: { [stack]: wanted } }, { [stack]: value })).toBe(expected);
  });

  it.each([
    ["StringEquals", false],
    ["StringLike", false],
    ["ArnLike", false],
    ["Bool", false],
    ["StringNotEquals", true],
    ["StringNotLike", true],
    ["ArnNotEquals", true],
    ["StringEqualsIfExists", true],
    ["StringNotEqualsIfExists", true],
    ["BoolIfExists", true],
    ["ForAllValues:StringEquals", true],
    ["ForAnyValue:StringEquals", false],
    ["ForAnyValue:StringNotEquals", false],
  ])("%s on a missing key: %s", (operator, expected) => {
    expect(holds({ [operator]: { [stack]: "*" } })).toBe(expected);
  });

  it("tells by Null whether a key is missing", () => {
    expect(holds({ Null: { [stack]: "true" } })).toBe(true);
    expect(holds({ Null: { [stack]: false } })).toBe(false);
  });

  it.each([
    ["ForAllValues:StringEquals", ["Stack", "Name"], ["Stack"], true],
    ["ForAllValues:StringEquals", ["Stack"], ["Stack", "Name"], false],
    ["ForAllValues:StringNotEquals", ["Stack"], ["Name", "Tier"], true],
    ["ForAnyValue:StringEquals", ["Stack"], ["Name", "Stack"], true],
    ["ForAnyValue:StringLike", ["urr:*"], ["Name", "Stack"], false],
    ["ForAnyValue:StringNotEquals", ["Stack"], ["Stack", "Name"], true],
    ["ForAllValues:StringEquals", ["Stack"], [], true],
    ["ForAnyValue:StringEquals", ["Stack"], [], false],
  ])("%s %j on %j: %s", (operator, wanted, values, expected) => {
    expect(holds({ [operator]: { "aws:TagKeys": wanted } }, { "aws:TagKeys": values })).toBe(expected);
  });

  it("asks for every operator and every key, whose case does not matter", () => {
    const condition = {
      StringEquals: { "AWS:ResourceTag/stack": "dev", "aws:RequestedRegion": "ap-northeast-2" },
      Bool: { "aws:SecureTransport": "true" },
    };
    const context = {
      ...{ "aws:ResourceTag/Stack": "dev", "aws:RequestedRegion": "ap-northeast-2" },
      "aws:SecureTransport": "true",
    };
    expect(holds(condition, context)).toBe(true);
    expect(holds(condition, { ...context, "aws:SecureTransport": "false" })).toBe(false);
    expect(holds(condition, { ...context, "aws:RequestedRegion": "us-east-1" })).toBe(false);
  });
});

describe("what is not evaluated is an error, never an answer:", () => {
  it.each([
    ["an operator", allow({ Condition: { NumericLessThan: { "s3:max-keys": "10" } } })],
    ["an operator that only looks like one", allow({ Condition: { StringMatches: { "aws:x": "y" } } })],
    ["IfExists behind Null", allow({ Condition: { NullIfExists: { "aws:x": "true" } } })],
    ["a policy variable", allow({ Resource: "arn:aws:s3:::logs/${aws:username}" })],
    ["a principal in an identity's document", allow({ Principal: "*" })],
    ["NotPrincipal", allow({ NotPrincipal: { AWS: "123456789012" } })],
  ])("%s", (_, statement) => {
    expect(() => allows(statement)).toThrow();
  });

  it("several values without a set operator, and what is no document", () => {
    expect(() => holds({ StringEquals: { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] })).toThrow();
    expect(() => isAllowed(request(), { identity: ["{"] })).toThrow();
  });
});

describe("a role", () => {
  const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
  const subject = "token.actions.githubusercontent.com:sub";
  const trust = (Principal: unknown, rest: object = {}) =>
    document({ Effect: "Allow", Action: "sts:AssumeRole*", Principal, ...rest });
  const asks = (principal: string, context: AccessRequest["context"] = {}) => ({
    ...{ action: "sts:AssumeRole", principal, context },
  });
  const user = "AWS:arn:aws:iam::123456789012:role/admin";

  it.each([
    ["a service", { Service: "lambda.amazonaws.com" }, "Service:lambda.amazonaws.com", true],
    ["no other service", { Service: "lambda.amazonaws.com" }, "Service:ec2.amazonaws.com", false],
    ["everybody", "*", "Service:ec2.amazonaws.com", true],
    ["every identity of AWS", { AWS: "*" }, user, true],
    ["no service as an identity of AWS", { AWS: "*" }, "Service:ec2.amazonaws.com", false],
    ["whoever is in the account", { AWS: "arn:aws:iam::123456789012:root" }, user, true],
    ["whoever is in the account, by its number", { AWS: ["123456789012"] }, user, true],
    ["nobody of another account", { AWS: "arn:aws:iam::210987654321:root" }, user, false],
    ["one identity", { AWS: "arn:aws:iam::123456789012:role/admin" }, user, true],
    ["no other identity", { AWS: "arn:aws:iam::123456789012:role/dev" }, user, false],
  ])("is assumed by %s", (_, principal, asking, expected) => {
    expect(mayAssume(trust(principal), asks(asking))).toBe(expected);
  });

  it("is assumed under its conditions alone, and by no other action", () => {
    const job = "repo:urr/infrastructure:environment:dev";
    const document = trust({ Federated: provider }, { Condition: { StringEquals: { [subject]: job } } });
    expect(mayAssume(document, asks(`Federated:${provider}`, { [subject]: job }))).toBe(true);
    expect(mayAssume(document, asks(`Federated:${provider}`, { [subject]: `${job}2` }))).toBe(false);
    expect(mayAssume(document, asks(`Federated:${provider}`))).toBe(false);
    const tagging = { ...asks(`Federated:${provider}`, { [subject]: job }), action: "sts:TagSession" };
    expect(mayAssume(document, tagging)).toBe(false);
  });

  it("is asked for by somebody", () => {
    expect(() => mayAssume(trust("*"), { action: "sts:AssumeRole", context: {} })).toThrow();
  });
});
