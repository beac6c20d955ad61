import { partsOf, type Application } from "../../components/workloads/delivery/application";
import type { Manifest } from "../../components/workloads/manifests/manifest";
import { namespaceOf, objectName } from "../../policies/kubernetes-objects";
import type { Judged } from "../../policies/policy";

/**
 * What Argo CD brings to the cluster, out of the repository. What the program registers as well is not among it.
 *
 * @param application undefined where Argo CD brings nothing.
 */
export function broughtByArgoCd(
  registered: readonly Judged[],
  application: Application | undefined,
): readonly Judged[] {
  if (application === undefined) return [];
  const known = new Set(registered.map(idOf));
  return partsOf(application)
    .flatMap(({ manifests }) => manifests)
    .map(asRegistered)
    .filter((one) => !known.has(idOf(one)));
}

const idOf = (object: Judged) => `${object.type} ${namespaceOf(object)}/${objectName(object) ?? object.urn}`;

/** An object as it would be seen if the program registered it. */
function asRegistered(manifest: Manifest): Judged {
  const { apiVersion, kind, metadata } = manifest;
  const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
  return {
    ...{ type, name: metadata.name, urn: `${type}::${metadata.namespace ?? ""}/${metadata.name}` },
    ...{ id: undefined, protect: false, provider: null },
    props: { ...manifest },
  };
}
