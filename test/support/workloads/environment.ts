import { parseLaptop } from "../../../infra/laptop";
import type { Settings } from "../../../infra/settings";
import { objectsOf, sharedObjects } from "../../../components/workloads/application/objects";
import type { Manifest } from "../../../components/workloads/manifests/manifest";
import { isRunnable, type RunnableWorkload } from "../../../components/workloads/workload";
import { servicesInside, siteInside } from "../../../stacks/kind-site";
import { siteOf, workloadsOf } from "../../../stacks/workloads-site";
import { settingsOf } from "../stacks";

/** The services of an environment on AWS, with other settings than its file has where `change` says so. */
export function servicesOf(environment: string, change: (settings: Settings) => Settings = (same) => same) {
  const settings = change(settingsOf(environment));
  return described(siteOf(settings), workloadsOf(settings).filter(isRunnable));
}

/** The services of a laptop, as its settings have them. */
export function servicesOfLaptop(workloads: Readonly<Record<string, unknown>> = {}) {
  const observability = { metrics: "prometheus", logs: "loki", traces: "zipkin", sampling: 1 };
  const { problems, settings } = parseLaptop(
    {
      "urr:environment": { target: "kind" },
      "urr:workloads": { observability, images: { tag: "local" }, ...workloads },
    },
    "laptop",
  );
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return described(siteInside(settings), servicesInside(settings).filter(isRunnable));
}

function described(site: ReturnType<typeof siteOf>, workloads: readonly RunnableWorkload[]) {
  const named = (name: string): RunnableWorkload => {
    const found = workloads.find((workload) => workload.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const objects: readonly Manifest[] = [
    ...workloads.flatMap((workload) => objectsOf(workload, site)),
    ...sharedObjects(workloads, site),
  ];
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  return { site, workloads, named, objects, ofKind };
}

/** What stands at a path in an object; undefined where nothing does. */
export function at(object: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], object);
}

/** Where a workload keeps the form of its pods. */
export const podOf = (object: unknown) => at(object, "spec.template.spec");
export const containerOf = (object: unknown) => at(podOf(object), "containers.0");
