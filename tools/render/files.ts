import { partApplication } from "../../components/workloads/delivery/applications";
import { partsOf } from "../../components/workloads/delivery/application";
import { folders } from "../../components/workloads/delivery/source";
import type { Manifest } from "../../components/workloads/manifests/manifest";
import type { Delivered } from "./delivered";
import { fileText } from "./yaml";

/** A file as it is to be written. */
export interface RenderedFile {
  /** Relative to the environment's folder, by slashes. */
  readonly path: string;
  readonly manifests: readonly Manifest[];
  readonly text: string;
}

/** Every file of an environment, in the order in which Argo CD needs them. */
export function filesOf(stack: string, { application, source }: Delivered): readonly RenderedFile[] {
  const parts = partsOf(application);
  const file = (folder: string, name: string, manifests: readonly Manifest[]): RenderedFile => ({
    ...{ path: `${folder}/${name}.yaml`, manifests },
    text: fileText(stack, manifests),
  });
  return [
    ...parts.map(({ manifests, name }) => file(folders.objects, name, manifests)),
    ...(source === undefined
      ? []
      : parts.map((part) => file(folders.applications, part.name, [partApplication(part, source)]))),
  ];
}
