import { parseAny, type AnySettings } from "../../infra/settings";
import { deliveredBy } from "../../tools/render/delivered";
import { filesOf } from "../../tools/render/files";
import type { Resource } from "../../tools/offline/resource";
import { readStackFile, stackFileOf } from "../../tools/project/read-stack-file";
import { projectRoot } from "../support/stacks";

/** An object in the cluster, as far as two of them can be compared. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Any stack of the platform, as its file describes it. */
export function anySettingsOf(stack: string): AnySettings {
  const file = stackFileOf(stack);
  const { settings, problems } = readStackFile(projectRoot, { name: stack, file }, parseAny);
  if (settings === undefined) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  return settings;
}

/** What `npm run render` would write. */
export function rendered(chosen: AnySettings) {
  const delivered = deliveredBy(chosen);
  const files = filesOf(chosen.settings.stack, delivered);
  const below = (folder: string): readonly ClusterObject[] =>
    files.filter(({ path }) => path.startsWith(folder)).flatMap(({ manifests }) => manifests);
  return { files, objects: below("objects/"), applications: below("applications/") };
}

export const idOf = ({ apiVersion, kind, metadata: { name, namespace } }: ClusterObject) =>
  `${apiVersion} ${kind} ${namespace ?? ""}/${name}`;

/** Objects in the cluster that a program has registered; charts are none. */
export function registered(
  resources: readonly Resource[],
): readonly (Resource & { readonly object: ClusterObject })[] {
  return resources
    .filter(
      ({ custom, type }) => custom && type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm"),
    )
    .flatMap((resource) => {
      const { apiVersion, kind, metadata } = resource.inputs as Partial<ClusterObject>;
      return apiVersion === undefined || kind === undefined || metadata === undefined
        ? []
        : [{ ...resource, object: { ...resource.inputs, apiVersion, kind, metadata } }];
    });
}
