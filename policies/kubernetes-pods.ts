import { namespaceOf, recordAt } from "./kubernetes-objects";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { Judged } from "./policy";
import { isRecord, list, ofType, type Props } from "./read";

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

const templatePaths: Readonly<Record<string, string>> = {
  [kubernetesTypes.cronJob]: "spec.jobTemplate.spec.template",
};

/** Undefined where the resource makes no pods or, as a Rollout may, takes the template of another one. */
export function podOf(resource: Judged): PodTemplate | undefined {
  if (!podTypes.includes(resource.type)) return undefined;
  const templatePath = templatePaths[resource.type] ?? "spec.template";
  const isPod = resource.type === kubernetesTypes.pod;
  const template = isPod ? resource.props : recordAt(resource.props, templatePath);
  const path = isPod ? "spec" : `${templatePath}.spec`;
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
  return ofType(resources, ...podTypes).flatMap((resource) => podOf(resource) ?? []);
}

/** The containers that run as long as their pod does. */
export function lastingContainers({ containers }: PodTemplate): readonly Container[] {
  return containers.filter(({ role }) => role === "main" || role === "sidecar");
}
