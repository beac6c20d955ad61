import { example } from "./example";
import { admits } from "./key-grants";
import type { StackPolicy } from "./policy";
import { at, ofType, resourceNamed, text, texts, violation, type Props } from "./read";
import { openRoutes } from "./routes";
import { subnetsOf } from "./subnet-zones";
import { types } from "./types";

const subnetGroup = example(types.dbSubnetGroup, { subnetIds: ["subnet-1"] });
const subnet = example(types.subnet, {}, { id: "subnet-1" });
const routed = (gateway: Props) => [
  subnetGroup,
  subnet,
  example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
  example(types.route, { routeTableId: "rtb-1", ...gateway }),
];

export const rdsSubnetsIsolated: StackPolicy = {
  kind: "stack",
  id: "rds-subnets-isolated",
  requirement: "Databases live in subnets that no internet gateway is reached from.",
  controls: ["RDS-15", "RDS.46"],
  severity: "high",
  appliesTo: [types.dbSubnetGroup],
  check: (resources) =>
    ofType(resources, types.dbSubnetGroup).flatMap((group) =>
      subnetsOf(texts(group.props["subnetIds"]), resources)
        .filter((one) => openRoutes(one, resources).some(({ kind }) => kind === "internet gateway"))
        .map(({ name }) => violation(group, "subnetIds", `names ${name}, which leads to the internet`)),
    ),
  violatedBy: [routed({ destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" })],
  // A way out through NAT is the data tiers' own policy.
  keptBy: routed({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
};

const topicArn = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
const subscription = (sourceType: string, eventCategories: readonly string[]) =>
  example(types.dbEventSubscription, { sourceType, eventCategories, snsTopic: topicArn });
const everyKind = [
  subscription("db-instance", ["maintenance", "configuration change", "failure", "failover"]),
  subscription("db-parameter-group", ["configuration change"]),
];

/**
 * What somebody has to hear. Not of security groups of RDS, for which Security Hub asks as well (RDS.22): they went
 * with EC2-Classic.
 */
const news: Readonly<Record<string, readonly string[]>> = {
  "db-instance": ["maintenance", "configuration change", "failure"],
  "db-parameter-group": ["configuration change"],
};

export const rdsEventsComplete: StackPolicy = {
  kind: "stack",
  id: "rds-events-complete",
  requirement:
    "Whoever has a database hears of its failures, its maintenance and changes to its configuration.",
  controls: ["RDS-17", "RDS.20", "RDS.21"],
  severity: "low",
  appliesTo: [types.dbInstance, types.dbEventSubscription],
  check: (resources) => {
    const [first] = ofType(resources, types.dbInstance, types.dbEventSubscription);
    const subscriptions = ofType(resources, types.dbEventSubscription).filter(
      ({ props }) => props["enabled"] !== false,
    );
    return first === undefined
      ? []
      : Object.entries(news).flatMap(([sourceType, categories]) => {
          const heard = subscriptions
            .filter(({ props }) => props["sourceType"] === sourceType)
            // Without categories all of them are meant.
            .flatMap(({ props }) => props["eventCategories"] ?? categories)
            .filter((category) => typeof category === "string");
          const missing = categories.filter((category) => !heard.includes(category));
          return missing.length === 0
            ? []
            : [violation(first, null, `tells nobody of ${sourceType}: ${missing.join(", ")}`)];
        });
  },
  violatedBy: [
    [example(types.dbInstance, {})],
    [subscription("db-instance", ["failure"]), ...everyKind.slice(1)],
    everyKind.slice(0, 1),
  ],
  keptBy: [example(types.dbInstance, {}), ...everyKind],
};

const keyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/1";
const events = { Service: "events.rds.amazonaws.com" };
const isEvents = /^Service:events\.rds\.amazonaws\.com$/;
const document = (statement: Props) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Principal: events, Resource: "*", ...statement }] });
const topic = example(types.topic, { arn: topicArn, kmsMasterKeyId: keyArn });
const topicPolicy = (statement: Props) =>
  example(types.topicPolicy, { arn: topicArn, policy: document(statement) });
const key = (statement: Props) => example(types.key, { arn: keyArn, policy: document(statement) });
const usesKey = { Action: ["kms:Decrypt", "kms:GenerateDataKey*"] };

export const rdsEventsDeliverable: StackPolicy = {
  kind: "stack",
  id: "rds-events-deliverable",
  requirement: "The topic of an event subscription, and its key, admit events of RDS; otherwise they vanish.",
  controls: ["V-144", "MSG-07"],
  severity: "high",
  appliesTo: [types.dbEventSubscription],
  check: (resources) =>
    ofType(resources, types.dbEventSubscription).flatMap((one) => {
      const arn = text(one.props["snsTopic"]);
      const target = ofType(resources, types.topic).find(
        ({ props }) => arn !== undefined && props["arn"] === arn,
      );
      if (target === undefined) return [];
      const admitted = ofType(resources, types.topicPolicy)
        .filter(({ props }) => props["arn"] === arn)
        .some((policy) => admits(policy, isEvents, ["sns:Publish"]).length > 0);
      const encrypting = resourceNamed(types.key, target.props["kmsMasterKeyId"], resources);
      const opened =
        encrypting === undefined ||
        admits(encrypting, isEvents, ["kms:Decrypt", "kms:GenerateDataKey"]).length > 0;
      return [
        ...(admitted
          ? []
          : [
              violation(
                one,
                "snsTopic",
                "names a topic whose policy does not admit events.rds.amazonaws.com",
              ),
            ]),
        ...(opened
          ? []
          : [
              violation(
                one,
                "snsTopic",
                `names a topic whose key ${encrypting.name} does not admit events.rds.amazonaws.com`,
              ),
            ]),
      ];
    }),
  violatedBy: [
    [...everyKind, topic, key(usesKey)],
    [...everyKind, topic, topicPolicy({ Action: "sns:Publish" }), key({ Action: "kms:Decrypt" })],
  ],
  keptBy: [...everyKind, topic, topicPolicy({ Action: "sns:Publish" }), key(usesKey)],
};

const watched = ["CPUUtilization", "FreeStorageSpace", "DatabaseConnections"];
const alarm = (metricName: string, instance: string) =>
  example(types.metricAlarm, { metricName, dimensions: { DBInstanceIdentifier: instance } });

export const rdsWatched: StackPolicy = {
  kind: "stack",
  id: "rds-watched",
  requirement: "Alarms watch the processor, the storage and the connections of every database.",
  controls: ["COBS-05", "REL06-BP01", "REL06-BP03"],
  severity: "high",
  appliesTo: [types.dbInstance],
  check: (resources) =>
    ofType(resources, types.dbInstance).flatMap((one) => {
      const identifier = text(one.props["identifier"]);
      if (identifier === undefined) return [];
      const alarms = ofType(resources, types.metricAlarm)
        .filter(({ props }) => at(props, "dimensions.DBInstanceIdentifier") === identifier)
        .map(({ props }) => props["metricName"]);
      const missing = watched.filter((metric) => !alarms.includes(metric));
      return missing.length === 0 ? [] : [violation(one, null, `has no alarm on ${missing.join(", ")}`)];
    }),
  violatedBy: [
    [example(types.dbInstance, { identifier: "db" }), ...watched.map((metric) => alarm(metric, "other"))],
    [
      example(types.dbInstance, { identifier: "db" }),
      ...watched.slice(1).map((metric) => alarm(metric, "db")),
    ],
  ],
  keptBy: [example(types.dbInstance, { identifier: "db" }), ...watched.map((metric) => alarm(metric, "db"))],
};
