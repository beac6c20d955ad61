import type { ApplicationSecret } from "../catalogue/service";
import type { Site } from "../site";
import type { RunnableWorkload, Workload } from "../workload";
import { databaseUrlKey, loginKeys, secretKeys } from "./keys";

/** One variable of a container, and where its value comes from. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly configKey: string }
  | { readonly name: string; readonly secretKey: string };

/** By the names under which the services know them; where these are not documented, by Spring's own. */
const secretVariables = {
  jwt: "JWT_SECRET",
  internalApiToken: "INTERNAL_API_TOKEN",
  queueEntryToken: "QUEUE_ENTRY_TOKEN_SECRET",
  tossClientKey: "TOSS_CLIENT_KEY",
} as const satisfies Readonly<Record<ApplicationSecret, string>>;

/**
 * What a service is told by its environment beside the shared ConfigMap. Of secrets it gets those that it needs, one by
 * one.
 */
export function variablesOf(workload: RunnableWorkload, site: Site): readonly Variable[] {
  const own = workload.runtime === "spring" ? springVariables(workload, site) : nodeVariables(workload, site);
  const chosen = Object.entries(workload.variables).map(([name, value]) => ({ name, value }));
  const replaced = new Set(chosen.map(({ name }) => name));
  return [...own.filter(({ name }) => !replaced.has(name)), ...chosen];
}

function springVariables(workload: Workload, site: Site): readonly Variable[] {
  const seconds = (count: number) => `${String(count)}s`;
  const door = workload.door === undefined ? undefined : site.doors[workload.door];
  return [
    { name: "SERVER_PORT", value: String(workload.port) },
    ...(site.profile === undefined ? [] : [{ name: "SPRING_PROFILES_ACTIVE", value: site.profile }]),
    // Of what the container may use, the heap leaves a quarter to threads, classes and buffers.
    { name: "JAVA_TOOL_OPTIONS", value: "-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError" },
    ...Object.entries(site.telemetry).map(([name, value]) => ({ name, value })),
    { name: "SERVER_SHUTDOWN", value: "graceful" },
    { name: "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE", value: seconds(door?.drainSeconds ?? 20) },
    ...(door === undefined
      ? []
      : ["SERVER_TOMCAT_KEEP_ALIVE_TIMEOUT", "SERVER_NETTY_IDLE_TIMEOUT"].map((name) => ({
          // A connection that the pod shuts as the load balancer uses it again is a 502 to a visitor.
          ...{ name, value: seconds(door.idleSeconds + 30) },
        }))),
    ...(workload.database === undefined ? [] : databaseVariables(workload, workload.database, site)),
    ...(workload.redis && site.managed.redis
      ? [{ name: "SPRING_DATA_REDIS_PASSWORD", secretKey: secretKeys.redis }]
      : []),
    ...workload.secrets
      .filter((secret) => secret !== "tossClientKey" || site.payments)
      .map((secret) => ({ name: secretVariables[secret], secretKey: secretKeys[secret] })),
  ];
}

/** The service that shares another's database finds it under the same names, and logs in as itself. */
function databaseVariables(workload: Workload, database: string, { schema }: Site): readonly Variable[] {
  const login = loginKeys(workload.shortName);
  const asked = loginKeys(database.replace(/_db$/, ""));
  return [
    { name: "SPRING_DATASOURCE_URL", configKey: databaseUrlKey(database) },
    { name: asked.username, secretKey: login.username },
    { name: asked.password, secretKey: login.password },
    { name: "SPRING_JPA_HIBERNATE_DDL_AUTO", value: schema },
  ];
}

function nodeVariables(workload: Workload, { doors }: Site): readonly Variable[] {
  const door = workload.door === undefined ? undefined : doors[workload.door];
  return [
    { name: "NODE_ENV", value: "production" },
    { name: "PORT", value: String(workload.port) },
    { name: "HOSTNAME", value: "0.0.0.0" },
    ...(door === undefined
      ? []
      : [{ name: "KEEP_ALIVE_TIMEOUT", value: String((door.idleSeconds + 30) * 1_000) }]),
  ];
}
