import { storePorts } from "./ports";
import { headlessName } from "./service";
import type { StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.kafka;

/** Where brokers agree on what there is, beside the port of clients. */
export const controllerPort = 9093;

/** Names the cluster to its own disks, so that a disk of another one is refused. */
const clusterId = Buffer.from("urr-kafka-spring").toString("base64url");

/** Where the image keeps data; a file system has folders of its own at the root of a volume, which Kafka refuses. */
export const dataFolder = "/var/lib/kafka/data";

type Kafka = StoresSettings["kafka"];

/** How many brokers keep a message, and how many of them must have it before it counts. */
const replicationOf = (brokers: Kafka["brokers"]) =>
  brokers === 3 ? { factor: 3, inSync: 2 } : { factor: 1, inSync: 1 };

/** The processor time, memory and heap of a broker. Without its own heap Kafka takes a gibibyte, all that a small pod has. */
export const sizeOf = (brokers: Kafka["brokers"]) =>
  brokers === 3
    ? { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "2", memory: "2Gi" }, heapMib: 1024 }
    : { requests: { cpu: "200m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" }, heapMib: 512 };

/** A lone broker finds itself at once; several are numbered as their pods are. */
const votersOf = (brokers: Kafka["brokers"]) =>
  brokers === 1
    ? `1@localhost:${String(controllerPort)}`
    : Array.from({ length: brokers }, (_, id) => {
        const name = `${app}-${String(id)}.${headlessName(app)}`;
        return `${String(id)}@${name}:${String(controllerPort)}`;
      }).join(",");

/** What the image makes Kafka's settings of: https://github.com/apache/kafka/blob/3.7.0/docker/examples/README.md */
export function kafkaEnvironment({ namespace }: StoreSite, { brokers, partitions }: Kafka) {
  const { factor, inSync } = replicationOf(brokers);
  const { heapMib } = sizeOf(brokers);
  const partitionsUnlessSaid = partitions ?? (brokers === 3 ? 6 : undefined);
  const values = {
    CLUSTER_ID: clusterId,
    KAFKA_HEAP_OPTS: `-Xms${String(heapMib)}m -Xmx${String(heapMib)}m`,
    // Else it also writes what it collects to files that nobody reads.
    EXTRA_ARGS: "-name kafkaServer",
    KAFKA_PROCESS_ROLES: "broker,controller",
    KAFKA_CONTROLLER_QUORUM_VOTERS: votersOf(brokers),
    KAFKA_LISTENERS: `PLAINTEXT://:${String(port)},CONTROLLER://:${String(controllerPort)}`,
    // Clients come back to the very broker that has their partition.
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://$(POD_NAME).${headlessName(app)}.${namespace}.svc:${String(port)}`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    KAFKA_INTER_BROKER_LISTENER_NAME: "PLAINTEXT",
    KAFKA_CONTROLLER_LISTENER_NAMES: "CONTROLLER",
    KAFKA_LOG_DIRS: `${dataFolder}/log`,
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
    KAFKA_DEFAULT_REPLICATION_FACTOR: String(factor),
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: String(factor),
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: String(factor),
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: String(inSync),
    KAFKA_MIN_INSYNC_REPLICAS: String(inSync),
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: brokers === 3 ? "3000" : "0",
    ...(partitionsUnlessSaid === undefined ? {} : { KAFKA_NUM_PARTITIONS: String(partitionsUnlessSaid) }),
  };
  return [
    { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    nodeId(brokers),
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
  ];
}

/** Kubernetes labels each pod of a set with its number. */
const nodeId = (brokers: Kafka["brokers"]) =>
  brokers === 1
    ? { name: "KAFKA_NODE_ID", value: "1" }
    : {
        name: "KAFKA_NODE_ID",
        valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } },
      };
