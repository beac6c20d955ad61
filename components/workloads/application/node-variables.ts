import type { Site } from "../site";
import type { Workload } from "../workload";
import { corsOriginsKey, loginKeys, secretKeys } from "./keys";
import { secretVariables } from "./secret-variables";
import type { Variable } from "./variable";

/** What a service on Node is told, by the names of the guide that describes these services. */
export function nodeVariables(workload: Workload, site: Site): readonly Variable[] {
  const { database, port, redis } = workload;
  return [
    { name: "NODE_ENV", value: "production" },
    { name: "PORT", value: String(port) },
    { name: "TZ", value: "Asia/Seoul" },
    { name: "SOCKET_IO_CORS_ORIGIN", configKey: corsOriginsKey },
    ...(database === undefined ? [] : databaseVariables(workload, database)),
    ...(redis && site.managed.redis ? [{ name: "REDIS_PASSWORD", secretKey: secretKeys.redis }] : []),
    ...secretVariables(workload, site),
  ];
}

/** Every service logs in as itself, though all of them use one database. */
function databaseVariables({ shortName }: Workload, database: string): readonly Variable[] {
  const { password, username } = loginKeys(shortName);
  return [
    { name: "DB_NAME", value: database },
    { name: "DB_USER", secretKey: username },
    { name: "DB_PASSWORD", secretKey: password },
  ];
}
