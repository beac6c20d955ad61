import { example } from "../example";
import { holesIn } from "../holes";
import type { ResourcePolicy } from "../policy";
import { isRecord, records, stringsIn, text, violation } from "../read";
import { types } from "../types";
import { nameRules } from "../name-rules";

export const stringsWithoutHoles: ResourcePolicy = {
  kind: "resource",
  id: "values-without-holes",
  requirement: "No string was made of a value that was not there.",
  controls: ["V-02"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) =>
    holesIn(resource.props).map((path) =>
      violation(resource, path, "was made of a value that is missing or no text"),
    ),
  violatedBy: [
    [example(types.logGroup, { name: "/aws/vpc/undefined/flow-logs" })],
    [example(types.vpc, { tags: { Name: "[object Object]" } })],
  ],
  keptBy: [
    example(types.logGroup, { name: "/aws/vpc/urr-dev/flow-logs" }),
    example("aws:cloudfront/function:Function", { code: "if (token === undefined) return NaN;" }),
  ],
};

/** API Gateway has the name of the service it calls where others have the account. */
const arnShape =
  /^arn:aws[a-z-]*:([a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws|cloudfront)?|apigateway:[a-z0-9-]+:[a-z]+):.+/;

export const arnsWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "values-arns-well-formed",
  requirement: "What is called an ARN has the shape of one.",
  controls: ["V-05"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) =>
    stringsIn(resource.props)
      .filter(([path, value]) => /(^|\.)(arn|[a-z]\w*Arns?(\.\d+)?)$/.test(path) && value !== "")
      .filter(([, value]) => !arnShape.test(value))
      .map(([path]) => violation(resource, path, "is no ARN (arn:aws:<service>:<region>:<account>:…)")),
  violatedBy: [
    [example(types.flowLog, { iamRoleArn: "flow-logs-role" })],
    [example("aws:dynamodb/table:Table", { replicas: [{ kmsKeyArn: "key/1" }] })],
  ],
  keptBy: [
    example(types.flowLog, { iamRoleArn: "arn:aws:iam::123456789012:role/flow-logs" }),
    example(types.bucket, { arn: "arn:aws:s3:::logs" }),
    example(types.lambdaFunction, {
      invokeArn: "arn:aws:apigateway:ap-northeast-2:lambda:path/2015-03-31/functions/arn:f/invocations",
    }),
  ],
};

export const namesLegal: ResourcePolicy = {
  kind: "resource",
  id: "values-names-legal",
  requirement: "Every physical name has a length and characters that AWS accepts.",
  controls: [
    "V-01",
    "V-11",
    "V-29",
    "V-30",
    "V-40",
    "V-41",
    "V-70",
    "V-78",
    "V-120",
    "V-124",
    "V-125",
    "V-126",
    "V-140",
    "V-145",
    "V-147",
    "V-149",
  ],
  severity: "high",
  appliesTo: Object.keys(nameRules),
  check: (resource) => {
    const rule = nameRules[resource.type];
    const name = rule === undefined ? undefined : text(resource.props[rule.property]);
    if (rule === undefined || name === undefined) return [];
    if (name.length > rule.longest) {
      const message = `has ${String(name.length)} characters; AWS takes ${String(rule.longest)} at most`;
      return [violation(resource, rule.property, message)];
    }
    return rule.legal.test(name)
      ? []
      : [violation(resource, rule.property, `is not of the form AWS takes: ${rule.source}`)];
  },
  violatedBy: [
    [example(types.role, { name: "r".repeat(65) })],
    [example(types.bucket, { bucket: "Logs" })],
    [example(types.securityGroup, { name: "sg-endpoints" })],
    [example(types.secret, { name: "urr-prod/web hook" })],
    [example(types.topic, { name: "alarms!" })],
    [example(types.iamPolicy, { name: "p".repeat(129) })],
    [example(types.alias, { name: "urr-prod" })],
    [example(types.keySigningKey, { name: "urr-key" })],
    [example(types.keySigningKey, { name: "k1" })],
    [example(types.logResourcePolicy, { policyName: "dns//queries" })],
    [example(types.lambdaFunction, { name: "f".repeat(65) })],
    [example(types.functionPermission, { statementId: "from the API" })],
    [example(types.queue, { name: "events.standard" })],
  ],
  keptBy: [
    example(types.role, { name: "urr-prod-network-flow-logs-role-c1edf1" }),
    example(types.role, { name: "r".repeat(64) }),
    example(types.iamPolicy, { name: "p".repeat(128) }),
    example(types.alias, { name: "alias/urr/prod" }),
    example(types.keySigningKey, { name: "urr_key_1" }),
    example(types.logResourcePolicy, { policyName: "urr/dns-queries" }),
    example(types.lambdaFunction, { name: "urr-prod-ticket-worker" }),
    example(types.functionPermission, { statementId: "Api" }),
    example(types.queue, { name: "urr-prod-ticket-events.fifo" }),
  ],
};

/** Longest key and value of a tag, and tags of a resource: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export const tagsLegal: ResourcePolicy = {
  kind: "resource",
  id: "values-tags-legal",
  requirement: "Tags have keys and values that AWS accepts, and there are 50 at most.",
  controls: ["V-152"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) => {
    const tags = resource.type.startsWith("aws:") ? resource.props["tags"] : undefined;
    if (!isRecord(tags)) return [];
    const entries = Object.entries(tags);
    return [
      ...(entries.length > 50 ? [violation(resource, "tags", "has more than 50 tags")] : []),
      ...entries
        .filter(
          ([key, value]) =>
            key.length === 0 ||
            key.length > 128 ||
            /^aws:/i.test(key) ||
            (typeof value === "string" &&
              (value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value))),
        )
        .map(([key]) =>
          violation(
            resource,
            `tags.${key}`,
            "is refused by AWS: keys have 1 to 128 characters and no aws: in front, values up to 256 of letters, digits, space and _.:/=+-@",
          ),
        ),
    ];
  },
  violatedBy: [
    [example(types.vpc, { tags: { "aws:owner": "us" } })],
    [example(types.vpc, { tags: { Name: "n".repeat(257) } })],
    [
      example(types.vpc, {
        tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${String(n)}`, ""])),
      }),
    ],
  ],
  keptBy: [
    example(types.vpc, { tags: { Name: "urr-prod", "kubernetes.io/cluster/urr-prod": "shared" } }),
    example(types.vpc, { tags: { ["k".repeat(128)]: "v".repeat(256) } }),
    example(types.vpc, {
      tags: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${String(n)}`, ""])),
    }),
  ],
};

export const descriptionsLegal: ResourcePolicy = {
  kind: "resource",
  id: "values-descriptions-legal",
  requirement: "Descriptions have a length and characters that AWS accepts.",
  controls: ["V-11", "V-145"],
  severity: "high",
  appliesTo: [
    types.securityGroup,
    types.securityGroupIngressRule,
    types.securityGroupEgressRule,
    types.securityGroupRule,
    types.role,
  ],
  check: (resource) => {
    const rule =
      resource.type === types.role
        ? { longest: 1000, legal: /^[\t\n\r\x20-\x7e\xa1-\xff]*$/ }
        : { longest: 255, legal: /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/ };
    const inline = [...records(resource.props["ingress"]), ...records(resource.props["egress"])];
    return [resource.props, ...inline]
      .map((props) => text(props["description"]) ?? "")
      .filter((description) => description.length > rule.longest || !rule.legal.test(description))
      .map(() => violation(resource, "description", "has characters AWS refuses here, or too many of them"));
  },
  violatedBy: [
    [example(types.securityGroup, { description: "Nodes – apps' traffic" })],
    [example(types.securityGroupIngressRule, { description: "노드" })],
    [example(types.securityGroup, { description: "It's for nodes" })],
    [example(types.role, { description: "d".repeat(1001) })],
  ],
  keptBy: [
    example(types.securityGroup, { description: "Interface endpoints: HTTPS from the app tier" }),
    example(types.securityGroup, { description: "d".repeat(255) }),
    example(types.role, { description: `It's for flow logs${"!".repeat(900)}` }),
  ],
};
