import { describe, expect, it } from "vitest";
import { bundlePoll } from "../../../functions/ticket-worker/bundle-poll";
import { readPollEnvironment } from "../../../functions/ticket-worker/poll-environment";
import { at, records } from "../../../policies/read";
import { workerModels } from "../../../test/support/ticketing/worker-models";
import { container, object, podSpec, variables } from "../../../test/support/stores/objects";
import { containerSecurity, podSecurity } from "../manifests/security";
import type { Manifest } from "../manifests/manifest";
import { workerObjects } from "./objects";
import { podWorkerSettings } from "./settings";
import type { PodWorkerSite } from "./site";

const onAws: PodWorkerSite = {
  namespace: "urr-spring",
  region: "ap-northeast-2",
  database: undefined,
  redis: undefined,
  generations: "1",
};
const inside: PodWorkerSite = {
  ...onAws,
  database: {
    ...{ host: "postgres-spring", port: 5432, database: "ticket_db", user: "worker" },
    password: { secretName: "spring-test-secret", key: "WORKER_DB_PASSWORD" },
  },
  redis: { host: "dragonfly-spring", port: 6379, mode: "single" },
};

const objectsOf = (site = onAws, settings: object = {}, program = "// a program") =>
  workerObjects(program, podWorkerSettings.parse(settings), site);
const deployment = (site?: PodWorkerSite, settings?: object) =>
  object(objectsOf(site, settings), "Deployment", "ticket-worker");
const podOf = (job: Manifest): Manifest => ({ ...job, spec: at(job, "spec.jobTemplate.spec") });
const comparison = (site?: PodWorkerSite) => object(objectsOf(site), "CronJob", "ticket-worker-comparison");
const scaling = (settings?: object) => object(objectsOf(onAws, settings), "ScaledObject", "ticket-worker");

describe("the worker's objects", () => {
  it.each([
    ["AWS", onAws],
    ["the cluster", inside],
  ])("are what Kubernetes and KEDA take, with stores in %s: CLU-18", async (_, site) => {
    const models = await workerModels();
    for (const manifest of objectsOf(site)) {
      const Model = models[manifest.kind];
      if (Model === undefined) throw new Error(`${manifest.kind} has no model`);
      expect(() => {
        new Model(manifest as never).validate();
      }).not.toThrow();
      expect(manifest.metadata.namespace).toBe("urr-spring");
    }
  });

  it.each([
    ["AWS", onAws],
    ["the cluster", inside],
  ])("run as Pod Security restricted has it, with stores in %s", (_, site) => {
    for (const pod of [deployment(site), podOf(comparison(site))]) {
      expect(podSpec(pod)).toMatchObject({
        securityContext: podSecurity(1000),
        automountServiceAccountToken: false,
        enableServiceLinks: false,
      });
      expect(container(pod)).toMatchObject({
        securityContext: containerSecurity(),
        resources: { requests: { cpu: "100m", memory: "192Mi" }, limits: { memory: "256Mi" } },
      });
    }
  });

  it("have a name for the program that changes with it, and the same for the same: the pods are made anew", () => {
    const code = (program: string) => objectsOf(onAws, {}, program).find(({ kind }) => kind === "ConfigMap");
    const [one, same, other] = [code("a"), code("a"), code("b")];

    expect(one).toMatchObject({ immutable: true, data: { "poll.js": "a" } });
    expect(one).toEqual(same);
    expect(one?.metadata.name).not.toBe(other?.metadata.name);
    const mounted = records(
      at(podSpec(object(objectsOf(onAws, {}, "a"), "Deployment", "ticket-worker")), "volumes"),
    );
    expect(mounted).toEqual([{ name: "code", configMap: { name: one?.metadata.name } }]);
  });

  it("hold the whole program in 1 MiB", () => {
    const code = objectsOf(onAws, {}, bundlePoll())[1];
    expect(Buffer.byteLength(JSON.stringify(code))).toBeLessThan(1_048_576);
  });

  it("are of different kinds, which tell them apart", () => {
    const kinds = objectsOf().map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});

describe("a pod of the worker", () => {
  it("is told by the ConfigMap of what only AWS knows, and holds no address itself", () => {
    expect(container(deployment())["envFrom"]).toEqual([{ configMapRef: { name: "ticket-worker-config" } }]);
    expect(variables(deployment())).toEqual({ BATCHES_AT_ONCE: "2", HEALTH_PORT: "8080" });
  });

  it("is told of stores beside it what its program reads, and the password by a file", () => {
    const told = variables(deployment(inside)) as Record<string, string>;
    const queues = {
      STREAM_QUEUE_URL: "https://q.example/a.fifo",
      DEAD_LETTER_QUEUE_URL: "https://q.example/b.fifo",
    };

    expect(readPollEnvironment({ ...told, ...queues, MAX_RECEIVES: "10" })).toMatchObject({
      ...{ DB_HOST: "postgres-spring", DB_PORT: 5432, DB_NAME: "ticket_db", DB_USER: "worker" },
      ...{ REDIS_HOST: "dragonfly-spring", REDIS_PORT: 6379, REDIS_MODE: "single" },
      DB_PASSWORD_FILE: "/secrets/database/password",
    });
    expect(records(at(podSpec(deployment(inside)), "volumes"))[1]).toMatchObject({
      secret: { secretName: "spring-test-secret", items: [{ key: "WORKER_DB_PASSWORD", path: "password" }] },
    });
  });

  it("has time to end what it has begun, and is asked how it is where it answers: GAP-09", () => {
    expect(podSpec(deployment())).toMatchObject({ terminationGracePeriodSeconds: 90 });
    expect(container(deployment())).toMatchObject({
      command: ["node", "/app/poll.js", "poll"],
      ports: [{ name: "health", containerPort: 8080 }],
      livenessProbe: { httpGet: { path: "/live", port: "health" } },
      readinessProbe: { httpGet: { path: "/ready", port: "health" } },
    });
  });

  it("leaves a quarter of them to a drain, and always one, so that no drain is stopped: GAP-09", () => {
    expect(object(objectsOf(), "PodDisruptionBudget", "ticket-worker")).toMatchObject({
      spec: { maxUnavailable: "25%", selector: { matchLabels: { app: "ticket-worker" } } },
    });
  });
});

describe("how many pods there are", () => {
  it("is KEDA's alone, from none to fifty by the length of the queue, with what is in flight: CLU-18, GAP-09, QUE-22, SCL-15, WRK-29", () => {
    expect(at(deployment(), "spec.replicas")).toBeUndefined();
    expect(scaling()).toMatchObject({
      spec: {
        scaleTargetRef: { name: "ticket-worker" },
        minReplicaCount: 0,
        maxReplicaCount: 50,
        pollingInterval: 15,
        cooldownPeriod: 300,
        fallback: { failureThreshold: 3, replicas: 2 },
        triggers: [
          {
            type: "aws-sqs-queue",
            metadata: {
              queueURLFromEnv: "STREAM_QUEUE_URL",
              awsRegion: "ap-northeast-2",
              queueLength: "100",
              scaleOnInFlight: "true",
            },
            authenticationRef: { name: "ticket-worker" },
          },
        ],
      },
    });
    expect(object(objectsOf(), "TriggerAuthentication", "ticket-worker")).toMatchObject({
      spec: { podIdentity: { provider: "aws" } },
    });
  });

  it("is what a stack file says", () => {
    const settings = {
      min: 1,
      max: 9,
      queueLength: 20,
      pollingSeconds: 5,
      cooldownSeconds: 60,
      fallbackPods: 3,
    };
    expect(scaling(settings)).toMatchObject({
      spec: {
        ...{ minReplicaCount: 1, maxReplicaCount: 9, pollingInterval: 5, cooldownPeriod: 60 },
        fallback: { replicas: 3 },
        triggers: [{ metadata: { queueLength: "20" } }],
      },
    });
  });

  it.each([
    [{ min: 51 }, "min"],
    [{ fallbackPods: 3, max: 2 }, "fallbackPods"],
    [{ image: "node:24" }, "image"],
    [{ queueLength: 0 }, "queueLength"],
    [{ replicas: 3 }, undefined],
  ])("is refused where it cannot be: %j", (settings, field) => {
    const { error } = podWorkerSettings.safeParse(settings);
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe("the comparison of seat maps", () => {
  it("is a pod of its own four times an hour, also while no other runs, and is over before the next", () => {
    expect(comparison()).toMatchObject({
      spec: {
        schedule: "*/15 * * * *",
        concurrencyPolicy: "Forbid",
        jobTemplate: { spec: { activeDeadlineSeconds: 840, backoffLimit: 2 } },
      },
    });
    const pod = podOf(comparison());
    expect(container(pod)["command"]).toEqual(["node", "/app/poll.js", "compare"]);
    expect(at(pod, "spec.template.metadata.labels.app")).toBe("ticket-worker-comparison");
  });
});
