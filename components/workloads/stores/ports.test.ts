import { describe, expect, it } from "vitest";
import { inCluster } from "../../data-tier/in-cluster";
import { at, records, texts } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { podSpec } from "../../../test/support/stores/objects";
import type { Manifest } from "../manifests/manifest";
import { dragonflyObjects } from "./dragonfly";
import { kafkaObjects } from "./kafka";
import { kafkaTopicsObjects } from "./kafka-topics";
import { storePorts, type StorePorts } from "./ports";
import { postgresObjects } from "./postgres";
import { redisClusterObjects } from "./redis-cluster";
import { storesSettings } from "./settings";
import { zipkinObjects } from "./zipkin";

const settings = storesSettings.parse({ redis: { kind: "cluster" }, kafka: { brokers: 3 } });
const topics = {
  topics: { "ticket-events": { cleanup: "delete" } },
  partitions: 6,
  retentionHours: 1,
} as const;
const made: readonly (readonly [keyof typeof storePorts, readonly Manifest[]])[] = [
  ["postgres", postgresObjects(aSite, settings, { auth_db: ["auth"] })],
  ["dragonfly", dragonflyObjects(aSite, storesSettings.parse({}).redis)],
  ["redisCluster", redisClusterObjects(aSite, settings.redis)],
  ["kafka", [...kafkaObjects(aSite, settings.kafka), ...kafkaTopicsObjects(aSite, settings.kafka, topics)]],
  ["zipkin", zipkinObjects(aSite, settings)],
];

const appOf = (manifest: Manifest) => String(at(manifest, "spec.template.metadata.labels.app"));
const portsOf = (manifest: Manifest) =>
  records(at(podSpec(manifest), "containers")).flatMap((one) =>
    records(one["ports"]).map(({ containerPort }) => containerPort),
  );

describe("what network policies are told of the stores", () => {
  it.each(made)("is what the objects of %s say", (store, manifests) => {
    const told: StorePorts = storePorts[store];
    const servers = manifests.filter(({ kind }) => kind === "StatefulSet" || kind === "Deployment");
    expect(servers.map(appOf)).toEqual([told.app]);
    expect(servers.flatMap(portsOf)).toEqual([...new Set([told.port, ...told.peerPorts])]);
    const jobs = manifests.filter(({ kind }) => kind === "Job").map(appOf);
    expect(jobs).toEqual(texts(told.preparedBy));
    const services = manifests.filter((one) => one.kind === "Service" && one.metadata.name === told.app);
    expect(records(at(services[0], "spec.ports")).map(({ port }) => port)).toEqual([told.port]);
  });

  it("is where the data tier says that stores in the cluster answer: KUS-18, KUS-19, KUS-20", () => {
    const { postgres, dragonfly, kafka } = storePorts;
    expect(inCluster).toEqual({
      postgres: { host: postgres.app, port: postgres.port },
      redis: { host: dragonfly.app, port: dragonfly.port },
      kafka: { host: kafka.app, port: kafka.port },
    });
  });

  it("selects no Job with a store: its Service would send clients there", () => {
    const servers = Object.values(storePorts).map(({ app }) => app);
    const jobs = made.flatMap(([, manifests]) => manifests.filter(({ kind }) => kind === "Job").map(appOf));
    expect(jobs.filter((app) => (servers as readonly string[]).includes(app))).toEqual([]);
  });
});
