import { example } from "./example";
import { safeTopicProblems, serverPropertiesOf } from "./kafka-properties";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, isRecord, number, ofType, resourceNamed, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

const cluster = (props: Readonly<Record<string, unknown>>) => example(types.mskCluster, props);
const protectedCluster = (props: Readonly<Record<string, unknown>>) =>
  example(types.mskCluster, props, { protect: true });

export const kafkaMeasuredByTopic: StackPolicy = {
  kind: "stack",
  id: "kafka-measured-by-topic",
  requirement: "In a stack that protects its data a cluster is measured topic by topic.",
  controls: ["MSK-05", "MSK.2"],
  severity: "low",
  appliesTo: [types.mskCluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.mskCluster)
      .filter(({ props }) => text(props["enhancedMonitoring"])?.startsWith("PER_TOPIC_") !== true)
      .map((one) =>
        violation(one, "enhancedMonitoring", "is not PER_TOPIC_PER_BROKER or PER_TOPIC_PER_PARTITION"),
      ),
  violatedBy: [[protectedCluster({})], [protectedCluster({ enhancedMonitoring: "PER_BROKER" })]],
  keptBy: [protectedCluster({ enhancedMonitoring: "PER_TOPIC_PER_BROKER" })],
};

export const kafkaLogged: ResourcePolicy = {
  kind: "resource",
  id: "kafka-logged",
  requirement: "Brokers write their logs somewhere.",
  controls: ["MSK-06", "nag:MSK6"],
  severity: "medium",
  appliesTo: [types.mskCluster],
  check: (one) =>
    violationIf(
      !["cloudwatchLogs", "s3", "firehose"].some(
        (place) => at(one.props, `loggingInfo.brokerLogs.${place}.enabled`) === true,
      ),
      one,
      "loggingInfo.brokerLogs",
      "goes nowhere",
    ),
  violatedBy: [
    [cluster({})],
    [cluster({ loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: false } } } })],
  ],
  keptBy: [cluster({ loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true } } } })],
};

const configured = (serverProperties: string, brokers = 3) => [
  protectedCluster({
    configurationInfo: { arn: "arn:configuration" },
    numberOfBrokerNodes: brokers,
    brokerNodeGroupInfo: { clientSubnets: ["subnet-a", "subnet-b", "subnet-c"].slice(0, brokers) },
  }),
  example(types.mskConfiguration, { arn: "arn:configuration", serverProperties }),
];
const safe =
  "auto.create.topics.enable=false\nunclean.leader.election.enable = false\ndefault.replication.factor=3\nmin.insync.replicas=2\n";

export const kafkaTopicsSafe: StackPolicy = {
  kind: "stack",
  id: "kafka-topics-safe",
  requirement:
    "In a stack that protects its data topics are copied to every zone, survive the loss of a broker, and are made on purpose.",
  controls: ["MSK-08", "REL10-BP01"],
  severity: "medium",
  appliesTo: [types.mskCluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.mskCluster).flatMap((one) => {
      const configuration = resourceNamed(
        types.mskConfiguration,
        at(one.props, "configurationInfo.arn"),
        resources,
      );
      if (configuration === undefined) {
        // One that is named but not of this stack cannot be judged here.
        const isNamed = isRecord(one.props["configurationInfo"]);
        const message = "is missing: topics are copied as MSK sees fit";
        return violationIf(!isNamed, one, "configurationInfo", message);
      }
      const properties = serverPropertiesOf(text(configuration.props["serverProperties"]) ?? "");
      const zones = texts(at(one.props, "brokerNodeGroupInfo.clientSubnets")).length;
      const brokers = number(one.props["numberOfBrokerNodes"]);
      return safeTopicProblems(properties, { zones, brokers }).map((message) =>
        violation(configuration, "serverProperties", message),
      );
    }),
  violatedBy: [
    [protectedCluster({})],
    configured(safe.replace("auto.create.topics.enable=false", "")),
    configured(safe.replace("unclean.leader.election.enable = false", "unclean.leader.election.enable=true")),
    configured(safe.replace("factor=3", "factor=2")),
    configured(safe.replace("factor=3", "factor=4")),
    configured(safe.replace("replicas=2", "replicas=3")),
    configured(safe.replace("replicas=2", "replicas=1")),
  ],
  keptBy: [
    ...configured(safe),
    example(
      types.mskCluster,
      {
        configurationInfo: { arn: "arn:pair" },
        numberOfBrokerNodes: 2,
        brokerNodeGroupInfo: { clientSubnets: ["subnet-a", "subnet-b"] },
      },
      { protect: true },
    ),
    example(types.mskConfiguration, {
      arn: "arn:pair",
      serverProperties: safe.replace("factor=3", "factor=2").replace("replicas=2", "replicas=1"),
    }),
  ],
};

export const kafkaStorageGrows: StackPolicy = {
  kind: "stack",
  id: "kafka-storage-grows",
  requirement: "In a stack that protects its data brokers' disks grow by themselves, or an alarm tells.",
  controls: ["MSK-09"],
  severity: "low",
  appliesTo: [types.mskCluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.mskCluster)
      .filter(({ id, props }) => {
        const names = [id, props["arn"]].filter((name) => name !== undefined);
        const grows = ofType(resources, types.scalableTarget).some(
          (target) =>
            target.props["scalableDimension"] === "kafka:broker-storage:VolumeSize" &&
            names.some((name) => name === target.props["resourceId"]),
        );
        const isWatched = ofType(resources, types.metricAlarm).some(
          (alarm) =>
            alarm.props["metricName"] === "KafkaDataLogsDiskUsed" &&
            props["clusterName"] !== undefined &&
            at(alarm.props, "dimensions.Cluster Name") === props["clusterName"],
        );
        return !grows && !isWatched;
      })
      .map((one) =>
        violation(
          one,
          null,
          "has neither a scaling target for its disks nor an alarm on KafkaDataLogsDiskUsed",
        ),
      ),
  violatedBy: [
    [protectedCluster({ arn: "arn:one", clusterName: "one" })],
    [
      protectedCluster({ arn: "arn:one", clusterName: "one" }),
      example(types.scalableTarget, {
        resourceId: "arn:other",
        scalableDimension: "kafka:broker-storage:VolumeSize",
      }),
    ],
  ],
  keptBy: [
    protectedCluster({ arn: "arn:one", clusterName: "one" }),
    example(types.scalableTarget, {
      resourceId: "arn:one",
      scalableDimension: "kafka:broker-storage:VolumeSize",
    }),
    protectedCluster({ arn: "arn:two", clusterName: "two" }),
    example(types.metricAlarm, {
      metricName: "KafkaDataLogsDiskUsed",
      dimensions: { "Cluster Name": "two", "Broker ID": "1" },
    }),
  ],
};
