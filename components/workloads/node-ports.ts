import type { Contradiction } from "../contradiction";
import type { WorkloadsSettings } from "./settings";

/** A port of every node, by the setting that asks for it. */
export interface NodePort {
  readonly path: readonly string[];
  readonly port: number | false | undefined;
}

/** Kubernetes gives a node port to one Service alone. */
export function sharedPortProblems(asked: readonly NodePort[]): readonly Contradiction[] {
  const taken = asked.flatMap(({ path, port }) => (typeof port === "number" ? [{ path, port }] : []));
  return taken.flatMap(({ path, port }, index) => {
    const first = taken.findIndex((other) => other.port === port);
    const holder = taken[first];
    if (first === index || holder === undefined) return [];
    const free = Array.from({ length: 2_768 }, (_, offset) => 30_000 + offset).find(
      (one) => !taken.some((other) => other.port === one),
    );
    return [{ path, message: `is the port of ${holder.path.join(".")} too`, example: free }];
  });
}

/** Node ports that the workloads' own settings ask for. */
export function inWorkloads({
  observability,
  stores,
}: Pick<WorkloadsSettings, "observability" | "stores">): readonly NodePort[] {
  const at = (...path: readonly string[]) => ["urr:workloads", ...path];
  return [
    { path: at("stores", "nodePorts", "postgres"), port: stores.nodePorts.postgres },
    { path: at("stores", "nodePorts", "zipkin"), port: stores.nodePorts.zipkin },
    { path: at("observability", "grafana", "nodePort"), port: observability.grafana.nodePort },
  ];
}
