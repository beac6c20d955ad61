import { namespaceOf, recordAt } from "./kubernetes-objects";
import { customTypes, kubernetesTypes, podTypes } from "./kubernetes-types";
import type { Judged } from "./policy";
import { at, isRecord, list, ofType, type Props } from "./read";

/** A sidecar is an init container that goes on running beside the others. */
export type ContainerRole = "main" | "sidecar" | "init" | "ephemeral";

export interface Container {
  readonly role: ContainerRole;
  /** Where it stands in the resource, e.g. `spec.template.spec.containers.0`. */
  readonly path: string;
  readonly props: Props;
}

/** The pods that a resource makes, whatever its kind. */
export interface PodTemplate {
  readonly resource: Judged;
  readonly namespace: string;
  readonly labels: Props;
  /** Where the pod's own spec stands in the resource. */
  readonly path: string;
  readonly spec: Props;
  readonly containers: readonly Container[];
}

/** Where the template stands in kinds that do not have it at `spec.template`. */
const templatePaths: Readonly<Record<string, string>> = {
  [kubernetesTypes.cronJob]: "spec.jobTemplate.spec.template",
  [kubernetesTypes.pod]: "",
};

/** The pods that a resource makes: none where, as a Rollout may, it takes the template of another one. */
export function podsIn(resource: Judged): readonly PodTemplate[] {
  if (!podTypes.includes(resource.type)) return [];
  return templatesIn(resource).flatMap(([path, template]) => podAt(resource, path, template) ?? []);
}

function templatesIn({ type, props }: Judged): readonly (readonly [path: string, template: Props])[] {
  if (type === customTypes.analysisTemplate) {
    const job = "provider.job.spec.template";
    return list(at(props, "spec.metrics")).map((metric, index) => [
      `spec.metrics.${String(index)}.${job}`,
      recordAt(metric, job),
    ]);
  }
  const path = templatePaths[type] ?? "spec.template";
  return [[path, path === "" ? props : recordAt(props, path)]];
}

function podAt(resource: Judged, templatePath: string, template: Props): PodTemplate | undefined {
  const path = templatePath === "" ? "spec" : `${templatePath}.spec`;
  const spec = template["spec"];
  if (!isRecord(spec)) return undefined;
  return {
    resource,
    namespace: namespaceOf(resource),
    labels: recordAt(template, "metadata.labels"),
    path,
    spec,
    containers: [
      ...containersIn(spec, path, "containers", () => "main"),
      ...containersIn(spec, path, "initContainers", ({ restartPolicy }) =>
        restartPolicy === "Always" ? "sidecar" : "init",
      ),
      ...containersIn(spec, path, "ephemeralContainers", () => "ephemeral"),
    ],
  };
}

function containersIn(
  spec: Props,
  path: string,
  field: string,
  roleOf: (props: Props) => ContainerRole,
): readonly Container[] {
  return list(spec[field]).flatMap((props, index) =>
    isRecord(props) ? [{ role: roleOf(props), path: `${path}.${field}.${String(index)}`, props }] : [],
  );
}

/** The pods of a stack. */
export function podsOf(resources: readonly Judged[]): readonly PodTemplate[] {
  return ofType(resources, ...podTypes).flatMap(podsIn);
}

/** The containers that run as long as their pod does. */
export function lastingContainers({ containers }: PodTemplate): readonly Container[] {
  return containers.filter(({ role }) => role === "main" || role === "sidecar");
}
