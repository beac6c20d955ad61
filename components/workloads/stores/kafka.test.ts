import { describe, expect, it } from "vitest";
import { at, records } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container, object, podSpec, variables } from "../../../test/support/stores/objects";
import { kafkaObjects } from "./kafka";
import { storesSettings } from "./settings";

const objects = (kafka: object = {}) => kafkaObjects(aSite, storesSettings.parse({ kafka }).kafka);
const brokers = (kafka?: object) => object(objects(kafka), "StatefulSet", "kafka-spring");
const three = { brokers: 3 };
const variable = (set: ReturnType<typeof brokers>, name: string) =>
  records(container(set)["env"]).find((one) => one["name"] === name);

describe("Kafka in the cluster", () => {
  it("is one broker without ZooKeeper unless told: KDAT-05", () => {
    expect(at(brokers(), "spec.replicas")).toBe(1);
    expect(container(brokers())["image"]).toBe("docker.io/apache/kafka:3.7.0");
    expect(variables(brokers())).toMatchObject({
      KAFKA_NODE_ID: "1",
      KAFKA_PROCESS_ROLES: "broker,controller",
      KAFKA_CONTROLLER_QUORUM_VOTERS: "1@localhost:9093",
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "1",
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: "1",
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "1",
      KAFKA_MIN_INSYNC_REPLICAS: "1",
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "0",
    });
    expect(variables(brokers())).not.toHaveProperty("KAFKA_NUM_PARTITIONS");
    expect(variables(brokers({ partitions: 4 }))["KAFKA_NUM_PARTITIONS"]).toBe("4");
  });

  it("or three, which keep each message three times and go on with two: KDAT-11, KDAT-14, KCON-07", () => {
    expect(brokers(three)).toMatchObject({
      spec: { replicas: 3, serviceName: "kafka-spring-headless", podManagementPolicy: "Parallel" },
    });
    expect(variables(brokers(three))).toMatchObject({
      KAFKA_DEFAULT_REPLICATION_FACTOR: "3",
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "3",
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: "3",
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "2",
      KAFKA_MIN_INSYNC_REPLICAS: "2",
      KAFKA_NUM_PARTITIONS: "6",
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "3000",
    });
  });

  it("numbers brokers as their pods are, and each knows all three: KDAT-12, KDAT-13, DAT-44", () => {
    expect(variable(brokers(three), "KAFKA_NODE_ID")).toEqual({
      name: "KAFKA_NODE_ID",
      valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } },
    });
    expect(variables(brokers(three))["KAFKA_CONTROLLER_QUORUM_VOTERS"]).toBe(
      [0, 1, 2].map((id) => `${String(id)}@kafka-spring-${String(id)}.kafka-spring-headless:9093`).join(","),
    );
  });

  it("sends clients to the very broker by a name that every namespace knows, and takes topics from the Job alone: GAP-05", () => {
    for (const set of [brokers(), brokers(three)]) {
      expect(variables(set)).toMatchObject({
        KAFKA_LISTENERS: "PLAINTEXT://:9092,CONTROLLER://:9093",
        KAFKA_ADVERTISED_LISTENERS: "PLAINTEXT://$(POD_NAME).kafka-spring-headless.urr-spring.svc:9092",
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
      });
      // Kubernetes puts a variable in only if it stands before.
      expect(at(variable(set, "POD_NAME"), "valueFrom.fieldRef.fieldPath")).toBe("metadata.name");
      expect(records(container(set)["env"])[0]).toHaveProperty("name", "POD_NAME");
    }
  });

  it("names its disks by a cluster of Kafka's form, 16 bytes, the same for ever", () => {
    const id = String(variables(brokers())["CLUSTER_ID"]);
    expect(Buffer.from(id, "base64url")).toHaveLength(16);
    expect(variables(brokers(three))["CLUSTER_ID"]).toBe(id);
  });

  it("has the resources and disks of the reference design, with a heap that fits: KDAT-06, KDAT-15, DAT-44, GAP-08", () => {
    expect(container(brokers())["resources"]).toEqual({
      requests: { cpu: "200m", memory: "512Mi" },
      limits: { cpu: "1", memory: "1Gi" },
    });
    expect(variables(brokers())["KAFKA_HEAP_OPTS"]).toBe("-Xms512m -Xmx512m");
    expect(container(brokers(three))["resources"]).toEqual({
      requests: { cpu: "500m", memory: "1Gi" },
      limits: { cpu: "2", memory: "2Gi" },
    });
    expect(variables(brokers(three))["KAFKA_HEAP_OPTS"]).toBe("-Xms1024m -Xmx1024m");
    const [claim] = records(at(brokers(three), "spec.volumeClaimTemplates"));
    expect(at(claim, "spec.resources.requests.storage")).toBe("20Gi");
  });

  it("is probed where clients come in, and has two and a half minutes to start: KDAT-06", () => {
    const probed = container(brokers());
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
      expect(at(probed, `${probe}.tcpSocket.port`), probe).toBe(9092);
    }
    expect(at(probed, "startupProbe.failureThreshold")).toBe(15);
  });

  it("keeps messages below the root of the volume, and can write what its image makes at the start", () => {
    const mounts = records(container(brokers())["volumeMounts"]);
    const data = mounts.find(({ name }) => name === "data")?.["mountPath"];
    expect(variables(brokers())["KAFKA_LOG_DIRS"]).toBe(`${String(data)}/log`);
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual(
      expect.arrayContaining(["/opt/kafka/config", "/opt/kafka/logs", "/tmp"]),
    );
  });

  it("names its pods before they are ready, since they must find one another to become so: KDAT-11", () => {
    expect(at(object(objects(three), "Service", "kafka-spring-headless"), "spec")).toMatchObject({
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: { app: "kafka-spring" },
      ports: [{ port: 9092 }, { port: 9093 }],
    });
    expect(at(object(objects(three), "Service", "kafka-spring"), "spec")).toMatchObject({
      type: "ClusterIP",
      selector: { app: "kafka-spring" },
      ports: [{ port: 9092 }],
    });
  });

  it("loses one of three brokers at a time to a drain, and holds up none where it is alone", () => {
    const budgets = (kafka?: object) => objects(kafka).filter(({ kind }) => kind === "PodDisruptionBudget");
    expect(budgets(three)).toMatchObject([{ spec: { maxUnavailable: 1 } }]);
    expect(budgets()).toEqual([]);
    expect(at(podSpec(brokers(three)), "affinity")).toBeDefined();
  });

  it.each([1, 3])(
    "is accepted by Kubernetes and by Pod Security as restricted, with %i brokers",
    async (count) => {
      expect((await Promise.all(objects({ brokers: count }).map(objectProblems))).flat()).toEqual([]);
    },
  );
});
