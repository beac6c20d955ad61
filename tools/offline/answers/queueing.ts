import { stableHex } from "../fake-ids";
import { attachedTo, shortId, text, uuid, type Answers, type Asked } from "./answer";

const since = "2026-01-01T00:00:00Z";

const invokeArn = ({ region }: Asked, functionArn: string): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;

/** A version, an alias or the function as it is now. */
const qualified = (inputs: Asked["inputs"], name: string): string =>
  [name, text(inputs, "qualifier")].filter((part) => part !== "").join(":");

const functionNameOf = (nameOrArn: string): string => nameOrArn.replace(/^arn:.*?:function:/, "");

/** Answers for functions and what calls them. */
export const functionAnswers: Answers = {
  "aws:lambda/function:Function": (asked) => {
    const { account, inputs, region, urn } = asked;
    const name = text(inputs, "name");
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    const version = inputs["publish"] === true ? "1" : "$LATEST";
    return {
      id: name,
      outputs: {
        arn,
        version,
        qualifiedArn: `${arn}:${version}`,
        invokeArn: invokeArn(asked, arn),
        qualifiedInvokeArn: invokeArn(asked, `${arn}:${version}`),
        sourceCodeHash: Buffer.from(stableHex(urn, 64), "hex").toString("base64"),
        lastModified: since,
      },
    };
  },
  "aws:lambda/alias:Alias": (asked) => {
    const { account, inputs, region } = asked;
    const functionName = functionNameOf(text(inputs, "functionName"));
    const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}:${text(inputs, "name")}`;
    return { id: arn, outputs: { arn, invokeArn: invokeArn(asked, arn) } };
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ account, inputs, region, urn }) => {
    const id = uuid(urn);
    const lambda = `arn:aws:lambda:${region}:${account}`;
    return {
      id,
      outputs: {
        uuid: id,
        arn: `${lambda}:event-source-mapping:${id}`,
        functionArn: `${lambda}:function:${functionNameOf(text(inputs, "functionName"))}`,
        state: inputs["enabled"] === false ? "Disabled" : "Enabled",
        lastModified: since,
      },
    };
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ({ inputs }) => ({
    id: qualified(inputs, text(inputs, "functionName")),
    outputs: {},
  }),
  "aws:lambda/permission:Permission": ({ inputs }) => ({ id: text(inputs, "statementId"), outputs: {} }),
  "aws:lambda/invocation:Invocation": ({ inputs, urn }) => ({
    id: `${text(inputs, "functionName")}_${text(inputs, "qualifier", "$LATEST")}_${stableHex(urn, 32)}`,
    outputs: { result: "{}" },
  }),
};

/** Answers for REST APIs. */
export const apiAnswers: Answers = {
  "aws:apigateway/restApi:RestApi": ({ account, region, urn }) => {
    const id = shortId(urn, 10);
    return {
      id,
      outputs: {
        arn: `arn:aws:apigateway:${region}::/restapis/${id}`,
        executionArn: `arn:aws:execute-api:${region}:${account}:${id}`,
        rootResourceId: shortId(`${urn} root`, 10),
        createdDate: since,
      },
    };
  },
  "aws:apigateway/restApiPolicy:RestApiPolicy": attachedTo("restApiId"),
  "aws:apigateway/deployment:Deployment": ({ urn }) => ({
    id: shortId(urn, 6),
    outputs: { createdDate: since },
  }),
  "aws:apigateway/stage:Stage": ({ account, inputs, region }) => {
    const [api, stage] = [text(inputs, "restApi"), text(inputs, "stageName")];
    return {
      id: `ags-${api}-${stage}`,
      outputs: {
        arn: `arn:aws:apigateway:${region}::/restapis/${api}/stages/${stage}`,
        executionArn: `arn:aws:execute-api:${region}:${account}:${api}/${stage}`,
        invokeUrl: `https://${api}.execute-api.${region}.amazonaws.com/${stage}`,
      },
    };
  },
  "aws:apigateway/methodSettings:MethodSettings": ({ inputs }) => ({
    id: `${text(inputs, "restApi")}-${text(inputs, "stageName")}-${text(inputs, "methodPath")}`,
    outputs: {},
  }),
};

/** Answers for what becomes of messages and events beside their queues, rules and schedules. */
export const messagingAnswers: Answers = {
  "aws:sqs/redrivePolicy:RedrivePolicy": attachedTo("queueUrl"),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": attachedTo("queueUrl"),
  "aws:cloudwatch/eventBus:EventBus": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return { id: name, outputs: { arn: `arn:aws:events:${region}:${account}:event-bus/${name}` } };
  },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ({ inputs }) => ({
    id: text(inputs, "eventBusName", "default"),
    outputs: {},
  }),
  "aws:cloudwatch/eventArchive:EventArchive": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return { id: name, outputs: { arn: `arn:aws:events:${region}:${account}:archive/${name}` } };
  },
  "aws:schemas/registry:Registry": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    return { id: name, outputs: { arn: `arn:aws:schemas:${region}:${account}:registry/${name}` } };
  },
  "aws:schemas/schema:Schema": ({ account, inputs, region }) => {
    const [name, registry] = [text(inputs, "name"), text(inputs, "registryName")];
    return {
      id: `${name}/${registry}`,
      outputs: {
        arn: `arn:aws:schemas:${region}:${account}:schema/${registry}/${name}`,
        version: "1",
        versionCreatedDate: since,
        lastModified: since,
      },
    };
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": ({ account, inputs, urn }) => ({
    // The provider calls a store by its name; only its ARN carries the id by which CloudFront knows it.
    id: text(inputs, "name"),
    outputs: {
      arn: `arn:aws:cloudfront::${account}:key-value-store/${uuid(urn)}`,
      etag: `ETV${stableHex(urn, 12).toUpperCase()}`,
      lastModifiedTime: since,
    },
  }),
  "aws:secretsmanager/secretPolicy:SecretPolicy": attachedTo("secretArn"),
};
