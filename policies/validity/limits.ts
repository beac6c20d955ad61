import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, number, records, text, violationIf } from "../read";
import { types } from "../types";

export const lifecyclesWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "buckets-lifecycle-well-formed",
  requirement:
    "A lifecycle rule has a status, says what it is for, and deletes nothing before it has moved it.",
  controls: ["V-128"],
  severity: "high",
  appliesTo: [types.bucketLifecycle],
  check: (resource) =>
    records(resource.props["rules"]).flatMap((rule, index) => {
      const path = `rules[${String(index)}]`;
      const moves = records(rule["transitions"]).flatMap(({ days }) => number(days) ?? []);
      const deleted = number(at(rule, "expiration.days")) ?? Infinity;
      return [
        ...violationIf(
          rule["status"] !== "Enabled" && rule["status"] !== "Disabled",
          resource,
          `${path}.status`,
          "is neither Enabled nor Disabled",
        ),
        ...violationIf(
          rule["filter"] === undefined && rule["prefix"] === undefined,
          resource,
          path,
          "has no filter; an empty prefix stands for all objects",
        ),
        ...violationIf(
          moves.some((days) => days >= deleted),
          resource,
          `${path}.expiration`,
          "is not after the last transition",
        ),
      ];
    }),
  violatedBy: [
    [example(types.bucketLifecycle, { rules: [{ filter: { prefix: "" } }] })],
    [example(types.bucketLifecycle, { rules: [{ status: "Enabled" }] })],
    [
      example(types.bucketLifecycle, {
        rules: [
          {
            status: "Enabled",
            filter: {},
            transitions: [{ days: 30 }, { days: 90 }],
            expiration: { days: 90 },
          },
        ],
      }),
    ],
  ],
  keptBy: [
    example(types.bucketLifecycle, {
      rules: [
        { status: "Enabled", filter: { prefix: "" }, transitions: [{ days: 90 }], expiration: { days: 91 } },
      ],
    }),
  ],
};

export const secretsWindowLegal: ResourcePolicy = {
  kind: "resource",
  id: "secrets-window-legal",
  requirement: "A deleted secret can be brought back for 7 to 30 days, or not at all.",
  controls: ["V-140"],
  severity: "high",
  appliesTo: [types.secret],
  check: (secret) => {
    const days = number(secret.props["recoveryWindowInDays"]) ?? 30;
    return violationIf(
      days !== 0 && (days < 7 || days > 30),
      secret,
      "recoveryWindowInDays",
      "is neither 0 nor from 7 to 30",
    );
  },
  violatedBy: [[example(types.secret, { recoveryWindowInDays: 3 })]],
  keptBy: [...[0, 7, 30].map((recoveryWindowInDays) => example(types.secret, { recoveryWindowInDays }))],
};

export const keysLegal: ResourcePolicy = {
  kind: "resource",
  id: "keys-legal",
  requirement:
    "A key is deleted after 7 to 30 days and rotates only if symmetric; an alias is one of our own.",
  controls: ["V-142"],
  severity: "high",
  appliesTo: [types.key, types.alias],
  check: (resource) => {
    const { props } = resource;
    if (resource.type === types.alias) {
      const name = text(props["name"]);
      return violationIf(
        name !== undefined && !/^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/.test(name),
        resource,
        "name",
        "must begin with alias/, and not with alias/aws/",
      );
    }
    const days = number(props["deletionWindowInDays"]) ?? 30;
    const spec = text(props["customerMasterKeySpec"]) ?? "SYMMETRIC_DEFAULT";
    return [
      ...violationIf(days < 7 || days > 30, resource, "deletionWindowInDays", "is not from 7 to 30"),
      ...violationIf(
        props["enableKeyRotation"] === true && spec !== "SYMMETRIC_DEFAULT",
        resource,
        "enableKeyRotation",
        `is on, but KMS does not rotate keys of the kind ${spec}`,
      ),
    ];
  },
  violatedBy: [
    [example(types.key, { deletionWindowInDays: 3 })],
    [example(types.key, { enableKeyRotation: true, customerMasterKeySpec: "RSA_2048" })],
    [example(types.alias, { name: "alias/aws/ours" })],
    [example(types.alias, { name: "ours" })],
  ],
  keptBy: [
    example(types.key, { deletionWindowInDays: 7, enableKeyRotation: true }),
    example(types.key, { deletionWindowInDays: 30 }),
    example(types.alias, { name: "alias/urr-prod" }),
  ],
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 is for ever */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const retentionsLegal: ResourcePolicy = {
  kind: "resource",
  id: "logs-retention-legal",
  requirement: "Logs are kept for one of the times CloudWatch offers.",
  controls: ["V-147"],
  severity: "high",
  appliesTo: [types.logGroup],
  check: (group) =>
    violationIf(
      !retentions.includes(number(group.props["retentionInDays"]) ?? 0),
      group,
      "retentionInDays",
      `is not one of ${retentions.join(", ")}`,
    ),
  violatedBy: [[example(types.logGroup, { retentionInDays: 100 })]],
  keptBy: [example(types.logGroup, { retentionInDays: 90 })],
};
