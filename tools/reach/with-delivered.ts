import { partsOf, type Application } from "../../components/workloads/delivery/application";
import type { Manifest } from "../../components/workloads/manifests/manifest";
import { namespaceOf, objectName } from "../../policies/kubernetes-objects";
import type { Judged } from "../../policies/policy";

/**
 * What is in the cluster once Argo CD has brought its part: what the program registers, and the objects that are in the
 * repository. What both have stands here once, as the program has it.
 */
export function withDelivered(registered: readonly Judged[], application: Application): readonly Judged[] {
  const known = new Set(registered.map(idOf));
  const brought = partsOf(application)
    .flatMap(({ manifests }) => manifests)
    .map(asRegistered)
    .filter((one) => !known.has(idOf(one)));
  return [...registered, ...brought];
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
