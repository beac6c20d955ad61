import { example } from "../example";
import type { StackPolicy } from "../policy";
import { at, number, ofType, resourceNamed, text, texts, violation, violationIf } from "../read";
import { shareZone } from "../subnet-zones";
import { types } from "../types";

const cluster = (
  subnets: readonly string[],
  props: Readonly<Record<string, unknown>> = {},
  volumeSize = 100,
) =>
  example(types.mskCluster, {
    kafkaVersion: "3.9.x.kraft",
    numberOfBrokerNodes: subnets.length,
    brokerNodeGroupInfo: { clientSubnets: subnets, storageInfo: { ebsStorageInfo: { volumeSize } } },
    ...props,
  });
const subnet = (id: string, availabilityZone: string) => example(types.subnet, { availabilityZone }, { id });
const three = ["subnet-a", "subnet-b", "subnet-c"];

export const kafkaBrokersSpread: StackPolicy = {
  kind: "stack",
  id: "kafka-brokers-spread",
  requirement:
    "A cluster lies in two or three zones, with as many brokers in each, and a disk of a size MSK takes.",
  controls: ["V-105"],
  severity: "high",
  appliesTo: [types.mskCluster],
  check: (resources) =>
    ofType(resources, types.mskCluster).flatMap((one) => {
      const path = "brokerNodeGroupInfo.clientSubnets";
      const subnets = texts(at(one.props, path));
      if (subnets.length === 0) return [];
      const brokers = number(one.props["numberOfBrokerNodes"]) ?? 0;
      const disk = "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize";
      const gib = number(at(one.props, disk)) ?? 1;
      return [
        ...violationIf(subnets.length < 2 || subnets.length > 3, one, path, "are not two or three subnets"),
        ...violationIf(shareZone(subnets, resources), one, path, "name two subnets of one zone"),
        ...violationIf(
          brokers === 0 || brokers % subnets.length !== 0,
          one,
          "numberOfBrokerNodes",
          `is no multiple of the ${String(subnets.length)} subnets`,
        ),
        ...violationIf(gib < 1 || gib > 16_384, one, disk, "is not from 1 to 16384 GiB"),
      ];
    }),
  violatedBy: [
    [cluster(["subnet-a"])],
    [cluster(three, { numberOfBrokerNodes: 4 })],
    [cluster(three, {}, 20_000)],
    [
      subnet("subnet-a", "ap-northeast-2a"),
      subnet("subnet-b", "ap-northeast-2a"),
      cluster(["subnet-a", "subnet-b"]),
    ],
  ],
  keptBy: [
    cluster(three, { numberOfBrokerNodes: 6 }),
    subnet("subnet-a", "ap-northeast-2a"),
    subnet("subnet-b", "ap-northeast-2c"),
    cluster(["subnet-a", "subnet-b"]),
  ],
};

/** Of older ones no cluster can be made any more: https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html */
const oldestCreatable = [3, 8] as const;

/** What keeps AWS from making a cluster of this version. */
function versionProblem(version: string): string | undefined {
  const [, major = "", minor = "", mode] = /^(\d+)\.(\d+)\.x(\.kraft)?$/.exec(version) ?? [];
  if (major === "") return "is not of the form 3.9.x or 3.9.x.kraft, and older ones cannot be created";
  const [oldestMajor, oldestMinor] = oldestCreatable;
  if (Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor)) {
    return "is out of support; no cluster of it can be created";
  }
  if (Number(major) >= 4 && mode === undefined) return "needs .kraft: Kafka 4 knows no ZooKeeper";
  return undefined;
}

const configuration = (kafkaVersions: readonly string[]) =>
  example(types.mskConfiguration, { arn: "arn:configuration", kafkaVersions });
const withConfiguration = cluster(three, { configurationInfo: { arn: "arn:configuration" } });

export const kafkaVersionsLegal: StackPolicy = {
  kind: "stack",
  id: "kafka-version-legal",
  requirement:
    "A cluster is of a version that MSK makes, and its configuration is for that version or for all.",
  controls: ["V-106"],
  severity: "high",
  appliesTo: [types.mskCluster],
  check: (resources) =>
    ofType(resources, types.mskCluster).flatMap((one) => {
      const version = text(one.props["kafkaVersion"]);
      if (version === undefined) return [];
      const its = resourceNamed(types.mskConfiguration, at(one.props, "configurationInfo.arn"), resources);
      const versions = texts(its?.props["kafkaVersions"]);
      const problem = versionProblem(version);
      return [
        ...(problem === undefined ? [] : [violation(one, "kafkaVersion", problem)]),
        ...violationIf(
          versions.length > 0 && !versions.includes(version),
          one,
          "configurationInfo",
          `names a configuration that is not for ${version}`,
        ),
      ];
    }),
  violatedBy: [
    [cluster(three, { kafkaVersion: "3.6.0" })],
    [cluster(three, { kafkaVersion: "3.7.x" })],
    [cluster(three, { kafkaVersion: "4.0.x" })],
    [withConfiguration, configuration(["3.8.x"])],
  ],
  keptBy: [
    withConfiguration,
    configuration([]),
    cluster(three, { kafkaVersion: "3.8.x" }),
    cluster(three, { kafkaVersion: "4.1.x.kraft" }),
  ],
};
