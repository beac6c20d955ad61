import { stableHex } from "../fake-ids";
import { text, uuid, type Answers } from "./answer";

const saslIamPort = 9098;
/** Brokers of a bootstrap string, at most: one of each zone is enough to find the others. */
const listedBrokers = 3;

/** Answers for Kafka clusters, their configurations and topics. */
export const mskAnswers: Answers = {
  "aws:msk/configuration:Configuration": ({ account, inputs, region, urn }) => {
    const arn = `arn:aws:kafka:${region}:${account}:configuration/${text(inputs, "name")}/${uuid(urn)}-2`;
    return { id: arn, outputs: { arn, latestRevision: 1 } };
  },
  "aws:msk/cluster:Cluster": ({ account, inputs, region, urn }) => {
    const name = text(inputs, "clusterName");
    const clusterUuid = `${uuid(urn)}-2`;
    const arn = `arn:aws:kafka:${region}:${account}:cluster/${name}/${clusterUuid}`;
    const brokers = Math.min(Number(inputs["numberOfBrokerNodes"] ?? 0), listedBrokers);
    const domain = `${name.slice(0, 20)}.${stableHex(urn, 6)}.c2.kafka.${region}.amazonaws.com`;
    const hosts = Array.from({ length: brokers }, (_, index) => `b-${String(index + 1)}.${domain}`);
    return {
      id: arn,
      outputs: {
        arn,
        clusterUuid,
        currentVersion: `K${stableHex(urn, 13).toUpperCase()}`,
        bootstrapBrokersSaslIam: hosts.map((host) => `${host}:${String(saslIamPort)}`).join(","),
      },
    };
  },
  "aws:msk/topic:Topic": ({ inputs }) => {
    const cluster = text(inputs, "clusterArn");
    const name = text(inputs, "name");
    const arn = `${cluster.replace(":cluster/", ":topic/")}/${name}`;
    return { id: `${cluster},${name}`, outputs: { arn, configsActual: text(inputs, "configs", "{}") } };
  },
};
