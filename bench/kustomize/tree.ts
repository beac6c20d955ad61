import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Manifest } from "../../components/workloads/manifests/manifest";
import type { RenderedFile } from "../../tools/render/files";
import { at, baseImage, changedAt, imageOf, placeholder, withoutProfile } from "./objects";

type Files = Map<string, object | readonly object[]>;

const overlay = "overlays/prod";

/**
 * Base and overlay as people keep them for these objects: the base has a Deployment, a Service and an account for each
 * service, of one pod and without an environment's values; the overlay has what production adds, in a file each, and
 * brings namespace, images, replicas, a label and the profile by the means that Kustomize has for them.
 *
 * @returns the folder of the overlay.
 */
export function writeTree(folder: string, rendered: readonly RenderedFile[]): string {
  const objects = rendered.flatMap(({ manifests }) => manifests);
  const services = rendered.filter(({ manifests }) =>
    manifests.some(({ kind }) => kind === "ServiceAccount"),
  );
  const files: Files = new Map();
  for (const { manifests } of services) base(files, manifests);
  const inBase = [...files.keys()].map((path) => path.replace(/^base\//, ""));
  files.set("base/kustomization.yaml", { ...kustomization, resources: inBase });
  const added = objects.filter((object) => !isOfBase(object));
  for (const group of Map.groupBy(added, fileInOverlay)) {
    files.set(`${overlay}/${group[0]}`, group[1].map(withoutOverlaysValues));
  }
  const inOverlay = [...files.keys()]
    .filter((path) => path.startsWith(overlay))
    .map((path) => path.slice(overlay.length + 1));
  files.set(`${overlay}/kustomization.yaml`, overlayOf(objects, ["../../base", ...inOverlay]));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const documents = Array.isArray(content) ? (content as readonly object[]) : [content];
    writeFileSync(
      join(folder, path),
      documents.map((one) => stringify(one, { lineWidth: 0, aliasDuplicateObjects: false })).join("---\n"),
    );
  }
  return join(folder, overlay);
}

const kustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

const isOfBase = ({ kind, metadata: { name } }: Manifest) =>
  kind === "Deployment" || kind === "ServiceAccount" || (kind === "Service" && !name.endsWith("-preview"));

/** A service that is blue/green in production is a Deployment in the base, which the overlay takes out again. */
function base(files: Files, manifests: readonly Manifest[]): void {
  for (const manifest of manifests) {
    const { name } = manifest.metadata;
    if (isOfBase(manifest)) files.set(`base/${name}/${manifest.kind.toLowerCase()}.yaml`, plain(manifest));
    if (manifest.kind !== "Rollout") continue;
    const { selector, template } = manifest["spec"] as {
      readonly selector: object;
      readonly template: object;
    };
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: manifest.metadata,
      spec: { selector, template },
    };
    files.set(`base/${name}/deployment.yaml`, plain(deployment));
  }
}

/** As it is in every environment: one pod. */
function plain(manifest: Manifest): object {
  const object = withoutOverlaysValues(manifest);
  return at(manifest, ["spec", "replicas"]) === undefined
    ? object
    : changedAt(object, ["spec", "replicas"], () => 1);
}

const folders: Readonly<Record<string, string>> = {
  HorizontalPodAutoscaler: "autoscalers",
  PodDisruptionBudget: "budgets",
  Rollout: "rollouts",
  Service: "previews",
};

function fileInOverlay({ kind, metadata: { name } }: Manifest): string {
  const folder = folders[kind];
  return folder === undefined ? `${kind.toLowerCase()}.yaml` : `${folder}/${name}.yaml`;
}

/** Without what the overlay's transformers bring. */
function withoutOverlaysValues(manifest: Manifest): object {
  const steps = [
    (object: object) => changedAt(object, ["metadata", "namespace"], () => undefined),
    (object: object) => changedAt(object, ["metadata", "labels", partOf], () => undefined),
    // Kustomize labels templates of kinds that it knows, which Rollouts are not.
    (object: object) =>
      manifest.kind === "Rollout"
        ? object
        : changedAt(object, ["spec", "template", "metadata", "labels", partOf], () => undefined),
    withoutProfile,
    (object: object) => changedAt(object, [...container, "image"], placeholder),
  ];
  return steps.reduce<object>((object, step) => step(object), manifest);
}

const partOf = "app.kubernetes.io/part-of";
const container = ["spec", "template", "spec", "containers", "0"];

function overlayOf(objects: readonly Manifest[], resources: readonly string[]): object {
  const rollouts = objects.filter(({ kind }) => kind === "Rollout").map(({ metadata }) => metadata.name);
  const [first] = objects;
  return {
    ...kustomization,
    namespace: first?.metadata.namespace,
    resources,
    labels: [{ pairs: { [partOf]: "urr" }, includeSelectors: false, includeTemplates: true }],
    images: objects.flatMap((object) => {
      const image = imageOf(object);
      return image === undefined
        ? []
        : [
            {
              name: baseImage(image),
              newName: image.slice(0, image.lastIndexOf(":")),
              newTag: image.slice(image.lastIndexOf(":") + 1),
            },
          ];
    }),
    replicas: objects.flatMap((object) => {
      const count = object.kind === "Deployment" ? at(object, ["spec", "replicas"]) : undefined;
      return count === undefined ? [] : [{ name: object.metadata.name, count }];
    }),
    patches: [
      ...rollouts.map((name) => ({
        patch: stringify({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, $patch: "delete" }),
      })),
      {
        target: { kind: "Deployment|Rollout", name: ".*-service(-[0-9]+)?" },
        patch: stringify([
          {
            op: "add",
            path: "/spec/template/spec/containers/0/env/1",
            value: { name: "SPRING_PROFILES_ACTIVE", value: "prod" },
          },
        ]),
      },
    ],
  };
}
