import type { Site } from "../site";
import type { Workload } from "../workload";
import type { Variable } from "./variable";

/** What the server of the pages is told. */
export function frontendVariables(workload: Workload, { doors }: Site): readonly Variable[] {
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
