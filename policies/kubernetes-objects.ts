import { includes } from "./glob";
import { customTypes, kubernetesTypes } from "./kubernetes-types";
import type { Judged } from "./policy";
import { at, isRecord, ofType, records, text, type Props } from "./read";

/** What the API calls the object; undefined where Pulumi gives the name and has not yet. */
export function objectName({ props }: Judged): string | undefined {
  return text(at(props, "metadata.name"));
}

/** The namespace of an object; without one the API takes `default`. */
export function namespaceOf({ props }: Judged): string {
  return text(at(props, "metadata.namespace")) ?? "default";
}

/** An object of some of these types, by its name in a namespace. */
export function objectNamed(
  resources: readonly Judged[],
  namespace: string,
  name: string,
  ...types: readonly string[]
): Judged | undefined {
  return ofType(resources, ...types).find(
    (one) => objectName(one) === name && namespaceOf(one) === namespace,
  );
}

/** Whether Argo CD brings objects into the namespace: then some of what belongs there is in a repository. */
export function isDelivered(resources: readonly Judged[], namespace: string): boolean {
  return ofType(resources, customTypes.appProject, customTypes.application)
    .flatMap(({ props }) => [at(props, "spec.destination"), ...records(at(props, "spec.destinations"))])
    .map((destination) => text(at(destination, "namespace")))
    .some((pattern) => pattern !== undefined && includes(pattern, namespace));
}

/**
 * Whether all that is in the namespace is a resource of the stack, so that what is not among them is not there. What
 * Helm installs or Argo CD brings is nobody's resource in Pulumi.
 */
export function isWhollyKnown(resources: readonly Judged[], namespace: string): boolean {
  const hasReleases = ofType(resources, kubernetesTypes.release).some(
    ({ props }) => props["namespace"] === namespace,
  );
  return !hasReleases && !isDelivered(resources, namespace);
}

/** Whether the properties are what a cluster answered: fields that nobody wrote stand there with their defaults. */
export function isLive({ props }: Judged): boolean {
  return ["metadata.resourceVersion", "metadata.creationTimestamp", "status"].some(
    (path) => at(props, path) !== undefined,
  );
}

/** The field of an object, as a record; empty where it is none. */
export function recordAt(value: unknown, path: string): Props {
  const found = at(value, path);
  return isRecord(found) ? found : {};
}
