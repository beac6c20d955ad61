import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { observabilitySettings } from "../settings";
import { lokiAddress } from "./address";
import { lokiValues } from "./values";

const settings = observabilitySettings.parse({
  metrics: "prometheus",
  logs: "loki",
  loki: { retentionDays: 7 },
});
const inBucket = { kind: "s3", bucketName: "logs", region: "ap-northeast-2" } as const;
const onDisk = { kind: "filesystem" } as const;

describe("Loki", () => {
  it("writes to a bucket where there is one, every line held by three pods until then: OPS-10", () => {
    const values = lokiValues(settings, facts, inBucket);
    expect(values.loki.storage).toEqual({
      type: "s3",
      bucketNames: { chunks: "logs" },
      s3: { region: "ap-northeast-2" },
    });
    expect(values.singleBinary.replicas).toBe(3);
    expect(values.loki.commonConfig.replication_factor).toBe(3);
  });

  it("is one pod with a volume of a known size elsewhere, since more would each have their own logs: GAP-08, KDAT-09", () => {
    const { loki, singleBinary } = lokiValues(settings, { ...facts, storageClass: "standard" }, onDisk);
    expect(loki.storage).toEqual({ type: "filesystem" });
    expect([singleBinary.replicas, loki.commonConfig.replication_factor]).toEqual([1, 1]);
    expect(singleBinary.persistence).toMatchObject({
      size: "20Gi",
      storageClass: "standard",
      whenDeleted: "Delete",
    });
  });

  it.each([inBucket, onDisk])("forgets what is older than the settings say: $kind", (storage) => {
    const { loki } = lokiValues(settings, facts, storage);
    expect(loki.limits_config.retention_period).toBe("168h");
    // Without this the period is read and nothing deleted.
    expect(loki.compactor).toMatchObject({ retention_enabled: true, delete_request_store: storage.kind });
    expect(
      loki.schemaConfig.configs.map(({ object_store, store, schema }) => [object_store, store, schema]),
    ).toEqual([[storage.kind, "tsdb", "v13"]]);
  });

  it("has no caches of gigabytes, canaries or test images", () => {
    const values = lokiValues(settings, facts, onDisk);
    const parts = [values.chunksCache, values.resultsCache, values.gateway, values.lokiCanary, values.test];
    expect(parts).toEqual(parts.map(() => ({ enabled: false })));
  });

  it("answers under the name that the agents and Grafana know", () => {
    const { fullnameOverride } = lokiValues(settings, facts, onDisk);
    expect(new URL(lokiAddress).host).toBe(`${fullnameOverride}.logging.svc.cluster.local:3100`);
  });
});
