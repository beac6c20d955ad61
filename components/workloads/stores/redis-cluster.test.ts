import { describe, expect, it } from "vitest";
import { at, records, texts } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container, object, podSpec, variables } from "../../../test/support/stores/objects";
import { redisClusterObjects } from "./redis-cluster";
import { storesSettings } from "./settings";

const objects = (redis: object = {}) =>
  redisClusterObjects(aSite, storesSettings.parse({ redis: { kind: "cluster", ...redis } }).redis);
const name = "redis-cluster-spring";
const nodes = (redis?: object) => object(objects(redis), "StatefulSet", name);

describe("the Redis cluster in the cluster", () => {
  it("is six pods that start at once and keep apart where they can: KDAT-16, DAT-29, KCON-08", () => {
    expect(container(nodes())["image"]).toBe("docker.io/library/redis:7.2-alpine");
    expect(nodes()).toMatchObject({
      spec: { replicas: 6, podManagementPolicy: "Parallel", serviceName: `${name}-headless` },
    });
    const preferred = "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution";
    expect(at(podSpec(nodes()), preferred)).toMatchObject([
      {
        podAffinityTerm: {
          topologyKey: "kubernetes.io/hostname",
          labelSelector: { matchLabels: { app: name } },
        },
      },
    ]);
  });

  it("has the figures of the reference design: KDAT-18, DAT-29", () => {
    expect(container(nodes())["resources"]).toEqual({
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { cpu: "250m", memory: "256Mi" },
    });
    const [claim] = records(at(nodes(), "spec.volumeClaimTemplates"));
    expect(at(claim, "spec")).toMatchObject({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "1Gi" } },
    });
    expect(at(container(nodes({ maxMemoryMib: 400 })), "resources.limits.memory")).toBe("512Mi");
  });

  it("tells nodes their own address, and the scripts the names of all: KDAT-19", () => {
    expect(texts(container(nodes())["args"]).slice(-2)).toEqual(["--cluster-announce-ip", "$(POD_IP)"]);
    const peers = [0, 1, 2, 3, 4, 5].map((node) => `${name}-${String(node)}.${name}-headless`).join(" ");
    expect(variables(nodes())).toMatchObject({ REDIS_PEERS: peers, REDIS_PORT: "6379" });
    expect(variables(object(objects(), "Job", "redis-cluster-init"))["REDIS_PEERS"]).toBe(peers);
  });

  it("is made a cluster by a Job that goes five minutes after: KDAT-19, DAT-29", () => {
    const job = object(objects(), "Job", "redis-cluster-init");
    expect(at(job, "spec.ttlSecondsAfterFinished")).toBe(300);
    expect(container(job)["command"]).toEqual(["sh", "/etc/redis/init.sh"]);
    expect(object(objects(), "ConfigMap", "redis-cluster-config")).toHaveProperty(["data", "init.sh"]);
  });

  it("answers by one name, and names its pods before they are ready: GAP-05, KDAT-16", () => {
    expect(at(object(objects(), "Service", name), "spec")).toMatchObject({
      selector: { app: name },
      ports: [{ port: 6379 }],
    });
    expect(at(object(objects(), "Service", `${name}-headless`), "spec")).toMatchObject({
      clusterIP: "None",
      publishNotReadyAddresses: true,
      selector: { app: name },
      ports: [{ port: 6379 }, { port: 16_379 }],
    });
    expect(at(nodes(), "spec.template.metadata.labels.app")).toBe(name);
  });

  it("loses one pod at a time to a drain", () => {
    expect(at(object(objects(), "PodDisruptionBudget", name), "spec")).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { app: name } },
    });
  });

  it("is accepted by Kubernetes and by Pod Security as restricted", async () => {
    expect((await Promise.all(objects().map(objectProblems))).flat()).toEqual([]);
  });
});
