import type { Site } from "../site";
import type { Workload } from "../workload";
import { databaseUrlKey, loginKeys, secretKeys } from "./keys";
import { secretVariables } from "./secret-variables";
import type { Variable } from "./variable";

/** What a service on Spring is told, by Spring's own names. */
export function springVariables(workload: Workload, site: Site): readonly Variable[] {
  const seconds = (count: number) => `${String(count)}s`;
  const door = workload.door === undefined ? undefined : site.doors[workload.door];
  return [
    { name: "SERVER_PORT", value: String(workload.port) },
    ...(site.profile === undefined ? [] : [{ name: "SPRING_PROFILES_ACTIVE", value: site.profile }]),
    // Of what the container may use, threads, classes and buffers take some 350 MiB.
    { name: "JAVA_TOOL_OPTIONS", value: "-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError" },
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
    ...secretVariables(workload, site),
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
