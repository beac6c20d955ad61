import { applicationOf, partsOf } from "../components/workloads/delivery/application";
import type { Workload } from "../components/workloads/workload";
import type { AnySettings } from "../infra/settings";
import { siteOf, workloadsOf } from "../stacks/workloads-site";
import type { RenderedFile } from "../tools/render/files";
import { fileText } from "../tools/render/yaml";

/** The production's services so many times, each time among themselves; one of each kind alone is a door to the site. */
function copies(workloads: readonly Workload[], count: number): readonly Workload[] {
  return Array.from({ length: count }, (_, copy) =>
    workloads.map(({ door, ...workload }) => {
      const named = (name: string) => (copy === 0 ? name : `${name}-${String(copy)}`);
      const own = { ...workload, name: named(workload.name), calls: workload.calls.map(named) };
      return copy > 0 || door === undefined ? own : { ...own, door };
    }),
  ).flat();
}

/** The parts of so many times the production's services, and what builds them. */
export function manyServices({ settings: production, target }: AnySettings, count: number) {
  if (target !== "aws") throw new Error("no environment on AWS");
  const args = {
    ...{ site: siteOf(production), services: copies(workloadsOf(production), count) },
    ...{ settings: production.workloads, dataTierSettings: production.dataTier },
    ...{ podWorker: false, region: production.region },
  };
  const build = () => partsOf(applicationOf(args));
  const parts = build();
  const files = parts.map(({ manifests, name }): RenderedFile => ({
    ...{ path: `${name}.yaml`, manifests, text: "" },
  }));
  const write = () => parts.map(({ manifests }) => fileText(production.stack, manifests));
  return { build, write, files, services: args.services.length, objects: objectsIn(files) };
}

export const objectsIn = (files: readonly RenderedFile[]) =>
  files.reduce((sum, { manifests }) => sum + manifests.length, 0);
