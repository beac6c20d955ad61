import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../functions/database-setup/environment";
import { at, records } from "../../../policies/read";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container } from "../../../test/support/stores/objects";
import type { Manifest } from "../manifests/manifest";
import { nodeImage } from "../manifests/node-image";
import { databaseJob, type DatabaseJobArgs } from "./job";

const args: DatabaseJobArgs = {
  namespace: "urr-spring",
  image: nodeImage,
  configName: "spring-test-config",
  secretName: "spring-test-secret",
  firstDatabase: "urr",
  databases: { auth_db: ["auth"], ticket_db: ["ticket", "catalog"] },
  iamUsers: { worker: "ticket_db" },
  iamLogin: "proxy",
  generation: 1,
  tls: "verify",
};

function made(changes: Partial<DatabaseJobArgs> = {}): readonly [Manifest, Manifest] {
  const [configMap, job] = databaseJob({ ...args, ...changes });
  if (configMap === undefined || job === undefined) throw new Error("there are not both objects");
  return [configMap, job];
}

/** What the program would be told, were each key's value its own name. */
function told(job: Manifest, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    records(container(job)["env"]).map((variable) => {
      const key = at(variable, "valueFrom.configMapKeyRef.key") ?? at(variable, "valueFrom.secretKeyRef.key");
      const { name, value = values[String(key)] } = variable;
      return [String(name), String(value)] as const;
    }),
  );
}

describe("the Job that sets the databases up", () => {
  it("is what Kubernetes and Pod Security take: DAT-19, WRK-47", async () => {
    for (const manifest of made()) expect(await objectProblems(manifest)).toEqual([]);
  });

  it("runs the program that its ConfigMap holds", () => {
    const [configMap, job] = made();
    const [volume] = records(at(job, "spec.template.spec.volumes"));

    expect(at(volume, "configMap.name")).toBe(configMap.metadata.name);
    expect(configMap["immutable"]).toBe(true);
    expect(container(job)).toMatchObject({
      image: nodeImage,
      command: ["node", "/program/set-up.js"],
      volumeMounts: [{ name: "program", mountPath: "/program", readOnly: true }],
    });
    expect(Object.keys(configMap["data"] as object)).toEqual(["set-up.js"]);
  });

  it("tells the program all that it reads, addresses and passwords by reference: KENV-11, KENV-15, WKN-11", () => {
    const [, job] = made();
    const values = {
      ...{ DB_HOST: "db.internal", DB_PORT: "5432" },
      ...{ POSTGRES_USER: "urr_admin", POSTGRES_PASSWORD: "of-the-master" },
      ...{ AUTH_DB_PASSWORD: "of-auth-x", TICKET_DB_PASSWORD: "of-ticket" },
      ...{ CATALOG_DB_PASSWORD: "of-catalog", WORKER_DB_PASSWORD: "of-worker" },
      CREDENTIAL_GENERATION: "1",
    };

    expect(readEnvironment(told(job, values))).toEqual({
      server: {
        ...{ host: "db.internal", port: 5432, tls: "verify" },
        ...{ user: "urr_admin", password: "of-the-master" },
      },
      firstDatabase: "urr",
      plan: {
        databases: args.databases,
        iamUsers: args.iamUsers,
        iamLogin: "proxy",
        passwords: { auth: "of-auth-x", ticket: "of-ticket", catalog: "of-catalog", worker: "of-worker" },
      },
    });
    for (const reference of ["configMapKeyRef.name", "secretKeyRef.name"]) {
      const names = records(container(job)["env"])
        .map((variable) => at(variable, `valueFrom.${reference}`))
        .filter((name) => name !== undefined);
      expect(new Set(names)).toEqual(
        new Set([reference.startsWith("config") ? args.configName : args.secretName]),
      );
    }
  });

  it("is the same Job as long as nothing changes", () => {
    expect(made()).toEqual(made());
  });

  it.each<[string, Partial<DatabaseJobArgs>]>([
    ["new passwords", { generation: 2 }],
    ["another database", { databases: { ...args.databases, stats_db: ["stats"] } }],
    ["another user", { iamUsers: {} }],
    ["another image", { image: "docker.io/library/node:24.20.0-alpine3.23" }],
    ["another way to log in", { iamLogin: "server" }],
    ["another TLS", { tls: "require" }],
  ])("is another Job with %s", (_, changes) => {
    const [configMap, job] = made(changes);

    expect(job.metadata.name).not.toBe(made()[1].metadata.name);
    expect(configMap).toEqual(made()[0]);
  });

  it("ends before Pulumi stops waiting, stays when it is done, and is made anew after it failed", () => {
    const [, job] = made();

    expect(Number(at(job, "spec.activeDeadlineSeconds"))).toBeLessThan(600);
    expect(at(job, "spec.ttlSecondsAfterFinished")).toBeUndefined();
    expect(job.metadata.annotations).toEqual({ "pulumi.com/replaceUnready": "true" });
  });
});
