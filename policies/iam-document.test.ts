import { describe, expect, it } from "vitest";
import { isPublic, refusesPlainText, statementsOf, toDocument } from "./iam-document";

const statement = (content: object) => statementsOf({ Statement: content });
const anybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

describe("reading a document", () => {
  it("writes single values and statements as lists, from JSON or from an object", () => {
    const content = {
      Version: "2012-10-17",
      Statement: {
        Sid: "One",
        Effect: "Allow",
        Principal: { AWS: "1", Service: ["a", "b"] },
        Action: "s3:*",
      },
    };
    const read = {
      version: "2012-10-17",
      statements: [
        expect.objectContaining({
          sid: "One",
          allows: true,
          principals: ["AWS:1", "Service:a", "Service:b"],
          actions: ["s3:*"],
          resources: [],
          hasResource: false,
        }),
      ],
    };
    expect(toDocument(content)).toEqual(read);
    expect(toDocument(JSON.stringify(content))).toEqual(read);
  });

  it("names identity providers among the principals", () => {
    const provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    expect(statement({ Principal: { Federated: provider } })).toEqual([
      expect.objectContaining({ principals: [`Federated:${provider}`] }),
    ]);
  });

  it.each(["{", "[]", "null", undefined, 7, ["{}"]])("gives nothing for %j", (value) => {
    expect(toDocument(value)).toBeUndefined();
  });
});

describe("a statement is public", () => {
  it.each([
    ["for a principal *", anybody],
    ["for AWS: *, even beside others", { ...anybody, Principal: { AWS: ["123456789012", "*"] } }],
    [
      "under a condition that names nobody",
      { ...anybody, Condition: { Bool: { "aws:SecureTransport": "true" } } },
    ],
    ["where the account may be any", { ...anybody, Condition: { StringLike: { "aws:SourceAccount": "*" } } }],
    [
      "where one of the accounts may be any",
      { ...anybody, Condition: { StringLike: { "aws:SourceAccount": ["1", "*"] } } },
    ],
    ["where no account is named", { ...anybody, Condition: { StringEquals: { "aws:SourceAccount": [] } } }],
    [
      "where an account is named to be left out",
      { ...anybody, Condition: { StringNotEquals: { "aws:SourceAccount": "1" } } },
    ],
  ])("%s", (_, content) => {
    expect(statement(content).map(isPublic)).toEqual([true]);
  });

  it.each([
    ["when it denies", { ...anybody, Effect: "Deny" }],
    ["when it names somebody", { ...anybody, Principal: { AWS: "123456789012" } }],
    ["when it is for services", { ...anybody, Principal: { Service: "sns.amazonaws.com" } }],
    ["without a principal", { ...anybody, Principal: undefined }],
    [
      "when a condition names the account",
      {
        ...anybody,
        Condition: { StringEquals: { "s3:prefix": "x", "aws:PrincipalAccount": "123456789012" } },
      },
    ],
    [
      "when a condition names the source",
      { ...anybody, Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:sns:*:1:*" } } },
    ],
  ])("not %s", (_, content) => {
    expect(statement(content).map(isPublic)).toEqual([false]);
  });
});

describe("a statement refuses requests without TLS", () => {
  const denied = {
    Effect: "Deny",
    Principal: { AWS: ["*", "123456789012"] },
    Action: ["s3:*", "sqs:SendMessage"],
    Condition: {
      StringEquals: {},
      BoolIfExists: { "aws:ViaAWSService": "false", "aws:SecureTransport": ["false"] },
    },
  };

  it("for everybody and the action", () => {
    expect(statement(denied).map((one) => refusesPlainText(one, "s3:PutObject"))).toEqual([true]);
    expect(
      statement({ ...denied, Condition: { Bool: { "aws:SecureTransport": false } } }).map((one) =>
        refusesPlainText(one, "s3:PutObject"),
      ),
    ).toEqual([true]);
  });

  it.each([
    ["when it allows", { ...denied, Effect: "Allow" }],
    ["for one principal only", { ...denied, Principal: { AWS: "123456789012" } }],
    ["for another action", { ...denied, Action: "s3:GetObject" }],
    ["when it asks for the opposite", { ...denied, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    [
      "when it asks for something else",
      { ...denied, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } },
    ],
    ["without a condition", { ...denied, Condition: undefined }],
  ])("not %s", (_, content) => {
    expect(statement(content).map((one) => refusesPlainText(one, "s3:PutObject"))).toEqual([false]);
  });
});
