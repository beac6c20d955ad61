import { describe, expect, it } from "vitest";
import { at, records } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container, object, podSpec, variables } from "../../../test/support/stores/objects";
import { postgresObjects } from "./postgres";
import { initEnded } from "./postgres-init";
import { storesSettings } from "./settings";
import type { StoreSite } from "./site";

const databases = { auth_db: ["auth"], ticket_db: ["ticket", "catalog"] };

function objects(settings: object = {}, site: Partial<StoreSite> = {}) {
  return postgresObjects({ ...aSite, ...site }, storesSettings.parse(settings), databases);
}

const server = (settings?: object, site?: Partial<StoreSite>) =>
  object(objects(settings, site), "StatefulSet", "postgres-spring");

describe("PostgreSQL in the cluster", () => {
  it("is a set of one pod with a volume of its own and a fixed image: KDAT-01, KDAT-08, KCON-05, KCON-06", () => {
    expect(server()).toMatchObject({
      metadata: { namespace: "urr-spring" },
      spec: {
        replicas: 1,
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: {
              accessModes: ["ReadWriteOnce"],
              storageClassName: "gp3",
              resources: { requests: { storage: "8Gi" } },
            },
          },
        ],
      },
    });
    expect(container(server())["image"]).toBe("docker.io/library/postgres:15-alpine");
    const chosen = server({ postgres: { image: "docker.io/library/postgres:16-alpine", storageGib: 3 } });
    expect(container(chosen)["image"]).toBe("docker.io/library/postgres:16-alpine");
    const [claim] = records(at(chosen, "spec.volumeClaimTemplates"));
    expect(at(claim, "spec.resources.requests.storage")).toBe("3Gi");
  });

  it("leaves the class of its volume to the cluster unless told: GAP-08", () => {
    const { storageClass: _, ...site } = aSite;
    const [claim] = records(
      at(
        postgresObjects(site, storesSettings.parse({}), databases).find((one) => one.kind === "StatefulSet"),
        "spec.volumeClaimTemplates",
      ),
    );
    expect(at(claim, "spec")).not.toHaveProperty("storageClassName");
  });

  it("gives its volume back with the store, unless the data matters", () => {
    const path = "spec.persistentVolumeClaimRetentionPolicy";
    expect(at(server(), path)).toEqual({ whenDeleted: "Delete", whenScaled: "Retain" });
    expect(at(server({}, { keepsData: true }), path)).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  it("runs on the nodes for data: LOC-04", () => {
    expect(at(podSpec(server()), "nodeSelector")).toEqual({ workload: "data" });
  });

  it("reads every login from the Secret, and the databases from a ConfigMap that has none: KDAT-01, KDAT-02", () => {
    const fromSecret = records(container(server())["env"]).flatMap(({ name, valueFrom }) =>
      valueFrom === undefined ? [] : [[name, valueFrom]],
    );
    const keys = ["POSTGRES", "AUTH_DB", "TICKET_DB", "CATALOG_DB"].flatMap((one) =>
      one === "POSTGRES" ? [`${one}_USER`, `${one}_PASSWORD`] : [`${one}_USERNAME`, `${one}_PASSWORD`],
    );
    expect(fromSecret).toEqual(
      keys.map((key) => [key, { secretKeyRef: { name: "spring-test-secret", key } }]),
    );
    expect(object(objects(), "ConfigMap", "postgres-init-spring")).toHaveProperty(["data", "databases.sql"]);
    expect(at(podSpec(server()), "volumes")).toContainEqual({
      name: "init",
      configMap: { name: "postgres-init-spring" },
    });
    expect(container(server())["volumeMounts"]).toContainEqual({
      name: "init",
      mountPath: "/docker-entrypoint-initdb.d",
      readOnly: true,
    });
  });

  it("keeps its data below the root of the volume, where the file system has folders of its own", () => {
    const mounts = records(container(server())["volumeMounts"]);
    const root = mounts.find(({ name }) => name === "data")?.["mountPath"];
    expect(variables(server())["PGDATA"]).toBe(`${String(root)}/pgdata`);
  });

  it("is ready when it answers by TCP, which it does not while databases are made: KDAT-01", () => {
    for (const probe of ["readinessProbe", "livenessProbe"]) {
      expect(at(container(server()), `${probe}.exec.command`)).toEqual([
        "sh",
        "-c",
        expect.stringMatching(/^exec pg_isready -h 127\.0\.0\.1 /),
      ]);
    }
  });

  it("never starts where its databases were made in part", () => {
    expect(at(container(server()), "startupProbe.exec.command")).toEqual(["sh", "-c", initEnded]);
  });

  it("answers inside the cluster, and on a port of the nodes where asked: KDAT-03", () => {
    const service = (settings?: object) =>
      at(object(objects(settings), "Service", "postgres-spring"), "spec");
    expect(service()).toEqual({
      type: "ClusterIP",
      selector: { app: "postgres-spring" },
      ports: [{ name: "postgres", port: 5432, targetPort: "postgres", protocol: "TCP" }],
    });
    expect(service({ nodePorts: { postgres: 30_432 } })).toMatchObject({
      type: "NodePort",
      ports: [{ name: "postgres", port: 5432, nodePort: 30_432 }],
    });
    expect(at(server(), "spec.template.metadata.labels.app")).toBe("postgres-spring");
  });

  it("is accepted by Kubernetes and by Pod Security as restricted", async () => {
    const found = await Promise.all(objects({ nodePorts: { postgres: 30_432 } }).map(objectProblems));
    expect(found.flat()).toEqual([]);
  });
});
