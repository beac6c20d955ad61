import type { NameRule } from "./name-rules";

/** Names of functions, APIs, event buses and what belongs to them. */
export const serverlessNameRules: Readonly<Record<string, NameRule>> = {
  "aws:lambda/function:Function": {
    property: "name",
    longest: 64,
    legal: /^[a-zA-Z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
  },
  "aws:lambda/permission:Permission": {
    property: "statementId",
    longest: 100,
    legal: /^[a-zA-Z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
  },
  "aws:apigateway/restApi:RestApi": {
    property: "name",
    longest: 1024,
    legal: /^[\x20-\x7e]+$/,
    source: "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html",
  },
  "aws:cloudwatch/eventBus:EventBus": {
    property: "name",
    longest: 256,
    legal: /^(?!default$)[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html",
  },
  "aws:cloudwatch/eventArchive:EventArchive": {
    property: "name",
    longest: 48,
    legal: /^[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html",
  },
  "aws:schemas/registry:Registry": {
    property: "name",
    longest: 64,
    legal: /^[.\-_A-Za-z0-9]+$/,
    source:
      "https://docs.aws.amazon.com/eventbridge/latest/schema-reference/v1-registries-name-registryname.html",
  },
  "aws:schemas/schema:Schema": {
    property: "name",
    longest: 385,
    legal: /^[.\-_A-Za-z0-9@]+$/,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventschemas-schema.html",
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": {
    property: "name",
    longest: 64,
    legal: /^[a-zA-Z0-9_-]+$/,
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateKeyValueStore.html",
  },
};
