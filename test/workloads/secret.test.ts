import { describe, expect, it } from "vitest";
import { at } from "../support/workloads/environment";
import { environments, evaluated } from "../support/stacks";

const users = ["auth", "ticket", "catalog", "payment", "stats", "community"];
const tokens = ["JWT_SECRET", "INTERNAL_API_TOKEN", "QUEUE_ENTRY_TOKEN_SECRET"];
const logins = (names: readonly string[]) =>
  names.flatMap((name) => ["USERNAME", "PASSWORD"].map((key) => `${name.toUpperCase()}_DB_${key}`));

interface Entry {
  readonly secretKey: string;
  readonly remoteRef: { readonly key: string; readonly property?: string };
}

const resourcesOf = async (stack: string) => (await evaluated(stack)).resources;

describe.each(environments)("the Secret of %s", (environment) => {
  const entries = async (): Promise<readonly Entry[]> => {
    const found = (await resourcesOf(environment)).find(({ name }) => name === "workloads-app-secret");
    return at(found?.inputs, "spec.data") as readonly Entry[];
  };

  it("is made from Secrets Manager, a login for each service among it: KENV-10…KENV-13, KUS-07, CIC-20, KCON-27", async () => {
    expect((await entries()).map(({ secretKey }) => secretKey).toSorted()).toEqual(
      [
        ...["CREDENTIAL_GENERATION", "POSTGRES_USER", "POSTGRES_PASSWORD", "REDIS_PASSWORD"],
        ...tokens,
        ...logins([...users, "worker"]),
      ].toSorted(),
    );
  });

  it("names only secrets that this stack makes: KENV-13, KENV-15", async () => {
    const made = (await resourcesOf(environment))
      .filter(({ type }) => type === "aws:secretsmanager/secret:Secret")
      .map(({ inputs }) => inputs["name"]);
    for (const { remoteRef, secretKey } of await entries()) expect(made, secretKey).toContain(remoteRef.key);
  });

  it("gives no service another's login: KENV-11, KENV-15", async () => {
    const remote = Object.fromEntries(
      (await entries()).map(({ remoteRef, secretKey }) => [secretKey, remoteRef]),
    );
    for (const user of users) {
      expect(remote[`${user.toUpperCase()}_DB_PASSWORD`]).toEqual({
        key: `urr-${environment}/rds-credentials/${user}`,
        property: "password",
      });
    }
    const pods = (await resourcesOf(environment)).filter(({ type }) => /:(Rollout|Deployment)$/.test(type));
    for (const { inputs, name } of pods.filter((pod) => pod.name.startsWith("workloads-"))) {
      const text = JSON.stringify(inputs);
      const read = users.filter((user) => text.includes(`"${user.toUpperCase()}_DB_PASSWORD"`));
      // Catalog finds its own login under the name of the database that it shares.
      const own = /workloads-([a-z]+)-/.exec(name)?.[1] ?? "";
      const allowed = own === "catalog" ? ["ticket", "catalog"] : [own];
      expect(
        read.filter((user) => !allowed.includes(user)),
        name,
      ).toEqual([]);
      expect(text.includes("POSTGRES_PASSWORD"), name).toBe(false);
    }
  });
});

describe("catalog-service", () => {
  it("logs in to ticket_db as itself, under the names that it knows: GAP-03, WRK-07", async () => {
    const { inputs } =
      (await resourcesOf("prod")).find(({ name }) => name === "workloads-catalog-deployment") ?? {};
    const variables = at(inputs, "spec.template.spec.containers.0.env");
    const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: "spring-prod-secret", key } } });
    expect(variables).toContainEqual({ name: "TICKET_DB_USERNAME", ...from("CATALOG_DB_USERNAME") });
    expect(variables).toContainEqual({ name: "TICKET_DB_PASSWORD", ...from("CATALOG_DB_PASSWORD") });
  });
});

describe("the Secret of a laptop", () => {
  it("has values of its own, made at random and different from each other: KENV-10, KENV-11, KENV-12, KUS-07", async () => {
    const secret = (await resourcesOf("local")).find(({ name }) => name === "workloads-app-secret-values");
    const data = secret?.inputs["stringData"] as Readonly<Record<string, string>>;
    expect(Object.keys(data).toSorted()).toEqual(
      [
        ...["CREDENTIAL_GENERATION", "POSTGRES_USER", "POSTGRES_PASSWORD"],
        ...tokens,
        ...logins(users),
      ].toSorted(),
    );
    const values = Object.entries(data).filter(([key]) => !/USERNAME$|^POSTGRES_USER$|GENERATION$/.test(key));
    expect(new Set(values.map(([, value]) => value)).size).toBe(values.length);
    for (const [key, value] of values) expect(value.length, key).toBeGreaterThanOrEqual(32);
    expect(data).toMatchObject({ AUTH_DB_USERNAME: "auth", CATALOG_DB_USERNAME: "catalog" });
  });
});
