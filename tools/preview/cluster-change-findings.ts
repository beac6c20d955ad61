import { isAtOrBelow } from "../../infra/problems";
import { customTypes, kubernetesTypes } from "../../policies/kubernetes-types";
import { at, text } from "../../policies/read";
import type { Finding } from "../../policies/finding";
import { claimsIn } from "./cost/volume-claims";
import type { Change, PreviewResource } from "./document";

/** What a finding says of a change, beside whom it concerns. */
export type Said = Pick<Finding, "message" | "path" | "policy" | "severity">;

const verbs = { replace: "is made anew", delete: "is deleted" } as const;

const keepsData = { policy: "change-keeps-data", severity: "high" } as const;

/** Volumes of a StatefulSet: they go with it or stay as they are, and none of them follows to another namespace. */
function ofStatefulSet(verb: string, { properties }: Change, old: PreviewResource): readonly Said[] {
  const changed = (field: string) => properties.find(({ path }) => isAtOrBelow(path, field))?.path;
  const claims = changed("spec.volumeClaimTemplates");
  const path = claims ?? properties.find(({ replaces }) => replaces)?.path ?? null;
  if (claimsIn(old.inputs).length === 0) return [];
  if (at(old.inputs, "spec.persistentVolumeClaimRetentionPolicy.whenDeleted") === "Delete") {
    return [{ ...keepsData, path, message: `${verb}, and its volumes go with it` }];
  }
  const moves = changed("metadata.namespace") ?? changed("metadata.name");
  if (moves !== undefined) {
    const message = `${verb}, and the volumes stay behind with the old one`;
    return [{ ...keepsData, path: moves, message }];
  }
  if (claims === undefined) return [];
  const message = "is made anew, and the volumes there are stay as they were: change their claims as well";
  return [{ policy: "change-takes-effect", severity: "medium", path: claims, message }];
}

/** Kubernetes has no two objects of one name, so that the old one goes first. A Job is run again that way. */
function whileItIsAway({ properties }: Change, { type }: PreviewResource): readonly Said[] {
  const isElsewhere = properties.some(({ path }) => ["metadata.name", "metadata.namespace"].includes(path));
  if (isElsewhere || type === kubernetesTypes.release || type === kubernetesTypes.job) return [];
  const path = properties.find(({ replaces }) => replaces)?.path ?? null;
  const message = "is made anew under its name, so that the old one goes first and nobody finds it meanwhile";
  return [{ policy: "change-keeps-running", severity: "medium", path, message }];
}

/** What goes from a cluster, for good or for a while; `old` is the object as it stands. */
export function lossesInCluster(change: Change, old: PreviewResource): readonly Said[] {
  const { action, properties } = change;
  if (!old.type.startsWith("kubernetes:") || (action !== "replace" && action !== "delete")) return [];
  const verb = verbs[action];
  const path = properties.find(({ replaces }) => replaces)?.path ?? null;
  if (old.type === kubernetesTypes.persistentVolumeClaim) {
    return [{ ...keepsData, path, message: `${verb}, with the data it holds` }];
  }
  if (old.type === kubernetesTypes.release && claimsIn(old.inputs).length > 0) {
    const message = `${verb}, and figures or logs on its volumes may go with it`;
    return [{ ...keepsData, severity: "medium", path, message }];
  }
  const ofVolumes = old.type === kubernetesTypes.statefulSet ? ofStatefulSet(verb, change, old) : [];
  if (ofVolumes.length > 0) return ofVolumes;
  return action === "replace" ? whileItIsAway(change, old) : [];
}

const controllers: Readonly<Record<string, string>> = {
  [kubernetesTypes.deployment]: "Deployment",
  [customTypes.rollout]: "Rollout",
};

const placeOf = ({ inputs }: PreviewResource) =>
  `${text(at(inputs, "metadata.namespace")) ?? ""}/${text(at(inputs, "metadata.name")) ?? ""}`;

/** What runs a service, where somebody else is to run it from now on: another kind of controller, or Argo CD. */
export function handoversInCluster(
  { action, urn }: Change,
  resource: PreviewResource,
  changes: readonly Change[],
  resourceOf: ReadonlyMap<string, PreviewResource>,
): readonly Said[] {
  const kind = controllers[resource.type];
  if (kind === undefined) return [];
  const doing = (what: Change["action"], is: (one: PreviewResource) => boolean) =>
    changes.some((other) => {
      const one = resourceOf.get(other.urn);
      return other.action === what && other.urn !== urn && one !== undefined && is(one);
    });
  const keepsRunning = { policy: "change-keeps-running", severity: "high", path: null } as const;
  const isApplication = ({ type }: PreviewResource) => type === customTypes.application;
  const isSuccessor = (one: PreviewResource) =>
    controllers[one.type] !== undefined && placeOf(one) === placeOf(resource);
  if (action === "delete" && doing("create", isSuccessor)) {
    const message =
      kind === "Deployment"
        ? "is deleted as soon as its Rollout is registered, whose pods Pulumi does not wait for"
        : "is deleted with the version that its Service calls, until Argo Rollouts lets go of the Service: it must not go in the same change";
    return [{ ...keepsRunning, message }];
  }
  if (action === "delete" && doing("create", isApplication)) {
    const message =
      "is deleted under Argo CD, which is to bring it: take all that it is to bring out of the state first (`pulumi state delete`)";
    return [{ ...keepsRunning, message }];
  }
  if (action === "create" && doing("delete", isApplication)) {
    const message =
      "is there already, brought by Argo CD, which takes it along as its Application goes: delete the Application without its finalizer, then `pulumi import` this";
    return [{ ...keepsRunning, message }];
  }
  return [];
}
