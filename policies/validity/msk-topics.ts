import { example } from "../example";
import type { StackPolicy } from "../policy";
import { isRecord, number, ofType, parsed, resourceNamed, text, texts, violationIf } from "../read";
import { types } from "../types";

const scram = example(types.mskScramAssociation, {
  clusterArn: "arn:cluster",
  secretArnLists: ["arn:secret"],
});
const secret = (props: Readonly<Record<string, unknown>>) =>
  example(types.secret, { arn: "arn:secret", ...props });

export const kafkaSecretsLegal: StackPolicy = {
  kind: "stack",
  id: "kafka-secrets-legal",
  requirement:
    "A secret by which clients sign in to Kafka is named AmazonMSK_… and encrypted with a key of ours.",
  controls: ["V-107"],
  severity: "high",
  appliesTo: [types.mskScramAssociation],
  check: (resources) => {
    const used = ofType(resources, types.mskScramAssociation).flatMap(({ props }) =>
      texts(props["secretArnLists"]),
    );
    return ofType(resources, types.secret)
      .filter(({ id, props }) => used.some((arn) => arn === id || arn === props["arn"]))
      .flatMap((one) => [
        ...violationIf(
          text(one.props["name"])?.startsWith("AmazonMSK_") === false,
          one,
          "name",
          "does not begin with AmazonMSK_",
        ),
        ...violationIf(
          text(one.props["kmsKeyId"]) === undefined,
          one,
          "kmsKeyId",
          "is missing: MSK takes no secret that AWS's own key encrypts",
        ),
      ]);
  },
  violatedBy: [
    [scram, secret({ name: "kafka-user", kmsKeyId: "arn:key" })],
    [scram, secret({ name: "AmazonMSK_user" })],
  ],
  keptBy: [scram, secret({ name: "AmazonMSK_user", kmsKeyId: "arn:key" }), example(types.secret, {})],
};

const topic = (replicationFactor: number, minInSync: string) =>
  example(types.mskTopic, {
    clusterArn: "arn:cluster",
    replicationFactor,
    configs: JSON.stringify({ "min.insync.replicas": minInSync }),
  });
const ofThree = example(types.mskCluster, { arn: "arn:cluster", numberOfBrokerNodes: 3 });

/** The setting of a topic, where its configuration can be read. */
function settingOf(configs: unknown, name: string): number | undefined {
  const read = parsed(text(configs) ?? "{}");
  const value = isRecord(read) ? read[name] : undefined;
  return typeof value === "string" ? Number(value) : number(value);
}

export const kafkaTopicsLegal: StackPolicy = {
  kind: "stack",
  id: "kafka-topics-legal",
  requirement: "A topic has no more copies than its cluster has brokers, and can be written to.",
  controls: ["V-105", "REL10-BP01"],
  severity: "high",
  appliesTo: [types.mskTopic],
  check: (resources) =>
    ofType(resources, types.mskTopic).flatMap((one) => {
      const its = resourceNamed(types.mskCluster, one.props["clusterArn"], resources);
      const copies = number(one.props["replicationFactor"]);
      const brokers = number(its?.props["numberOfBrokerNodes"]);
      if (copies === undefined) return [];
      return [
        ...violationIf(
          brokers !== undefined && copies > brokers,
          one,
          "replicationFactor",
          `is ${String(copies)}, but the cluster has ${String(brokers)} brokers`,
        ),
        ...violationIf(
          (settingOf(one.props["configs"], "min.insync.replicas") ?? 1) > copies,
          one,
          "configs",
          "asks for more copies in step than there are",
        ),
      ];
    }),
  violatedBy: [
    [ofThree, topic(4, "2")],
    [ofThree, topic(2, "3")],
  ],
  keptBy: [ofThree, topic(3, "2")],
};
