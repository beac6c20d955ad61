import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

const cluster = (props: Readonly<Record<string, unknown>>) => example(types.mskCluster, props);
const protectedCluster = (props: Readonly<Record<string, unknown>>) =>
  example(types.mskCluster, props, { protect: true });
const transit = (encryptionInTransit: Readonly<Record<string, unknown>>) =>
  cluster({ encryptionInfo: { encryptionInTransit } });

export const kafkaTlsBetweenBrokers: ResourcePolicy = {
  kind: "resource",
  id: "kafka-tls-between-brokers",
  requirement: "Brokers talk to each other by TLS.",
  controls: ["MSK-01", "MSK.1", "nag:MSK3"],
  severity: "medium",
  appliesTo: [types.mskCluster],
  check: (one) => {
    const path = "encryptionInfo.encryptionInTransit.inCluster";
    return violationIf(at(one.props, path) === false, one, path, "is off");
  },
  violatedBy: [[transit({ inCluster: false })]],
  keptBy: [transit({ inCluster: true }), cluster({})],
};

export const kafkaTlsToClients: ResourcePolicy = {
  kind: "resource",
  id: "kafka-tls-to-clients",
  requirement: "Clients reach brokers by TLS only.",
  controls: ["MSK-02", "nag:MSK2"],
  severity: "medium",
  appliesTo: [types.mskCluster],
  check: (one) => {
    const path = "encryptionInfo.encryptionInTransit.clientBroker";
    return violationIf((at(one.props, path) ?? "TLS") !== "TLS", one, path, "lets clients in without TLS");
  },
  violatedBy: [[transit({ clientBroker: "TLS_PLAINTEXT" })], [transit({ clientBroker: "PLAINTEXT" })]],
  keptBy: [transit({ clientBroker: "TLS" }), cluster({})],
};

const publicAccess = "brokerNodeGroupInfo.connectivityInfo.publicAccess.type";
const reachable = (type: string) =>
  cluster({ brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type } } } });

export const kafkaNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "kafka-not-public",
  requirement: "No broker can be reached from the internet.",
  controls: ["MSK-03", "MSK.4"],
  severity: "critical",
  appliesTo: [types.mskCluster],
  check: (one) =>
    violationIf(
      (at(one.props, publicAccess) ?? "DISABLED") !== "DISABLED",
      one,
      publicAccess,
      "gives the brokers public addresses",
    ),
  violatedBy: [[reachable("SERVICE_PROVIDED_EIPS")]],
  keptBy: [reachable("DISABLED"), cluster({})],
};

export const kafkaKnowsItsClients: ResourcePolicy = {
  kind: "resource",
  id: "kafka-knows-its-clients",
  requirement: "Every client of a cluster proves who it is.",
  controls: ["MSK-04", "MSK.6"],
  severity: "medium",
  appliesTo: [types.mskCluster],
  check: (one) => {
    const ways = at(one.props, "clientAuthentication");
    const hasWay =
      at(ways, "sasl.iam") === true ||
      at(ways, "sasl.scram") === true ||
      texts(at(ways, "tls.certificateAuthorityArns")).length > 0;
    return [
      ...violationIf(
        at(ways, "unauthenticated") === true,
        one,
        "clientAuthentication.unauthenticated",
        "lets anybody in",
      ),
      ...violationIf(!hasWay, one, "clientAuthentication", "names no way for a client to prove who it is"),
    ];
  },
  violatedBy: [
    [cluster({})],
    [cluster({ clientAuthentication: { sasl: { iam: true }, unauthenticated: true } })],
    [cluster({ clientAuthentication: { tls: {} } })],
  ],
  keptBy: [
    cluster({ clientAuthentication: { sasl: { iam: true }, unauthenticated: false } }),
    cluster({ clientAuthentication: { sasl: { scram: true } } }),
    cluster({ clientAuthentication: { tls: { certificateAuthorityArns: ["arn:aws:acm-pca:1"] } } }),
  ],
};

export const kafkaUsesOwnKey: StackPolicy = {
  kind: "stack",
  id: "kafka-uses-a-key-of-ours",
  requirement: "In a stack that protects its data a cluster is encrypted with a key of ours.",
  controls: ["MSK-07"],
  severity: "low",
  appliesTo: [types.mskCluster],
  askedOf: "protected stacks",
  check: (resources) => {
    const path = "encryptionInfo.encryptionAtRestKmsKeyArn";
    return ofType(resources, types.mskCluster)
      .filter(({ props }) => text(at(props, path)) === undefined)
      .map((one) => violation(one, path, "is missing: AWS's own key is used"));
  },
  violatedBy: [[protectedCluster({})]],
  keptBy: [
    protectedCluster({
      encryptionInfo: { encryptionAtRestKmsKeyArn: "arn:aws:kms:ap-northeast-2:123456789012:key/1" },
    }),
  ],
};
