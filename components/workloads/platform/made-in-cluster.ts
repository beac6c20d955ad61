import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../manifests/manifest";
import { platformPolicies, type PlatformCallers } from "../network-policies/platform";
import { registerManifest } from "../register";
import { ChartRelease, type ChartReleaseArgs } from "./chart-release";
import { namespace } from "./namespaces";

/** Where objects of a component go, and with what they end. */
export interface Place {
  readonly parent: pulumi.Resource;
  /** The logical name of a part. */
  readonly named: (part: string) => string;
  /** Takes everything in the cluster along; undefined where the cluster is not ours. */
  readonly controlPlane: pulumi.Resource | undefined;
}

type Ready = readonly pulumi.Resource[];

/** An object that ends with the cluster. */
export function object(
  { controlPlane, named, parent }: Place,
  part: string,
  manifest: Manifest,
  after: Ready,
) {
  return registerManifest(named(part), manifest, {
    ...{ parent, dependsOn: [...after] },
    ...(controlPlane === undefined ? {} : { deletedWith: controlPlane }),
  });
}

/** An object behind which there is something on AWS, so that it must be gone before whoever looks after it. */
export function objectOnAws({ named, parent }: Place, part: string, manifest: Manifest, after: Ready) {
  return registerManifest(named(part), manifest, {
    ...{ parent, dependsOn: [...after] },
    customTimeouts: { delete: "30m" },
  });
}

/** What all namespaces of the platform have in common. */
export interface NamespaceFacts {
  readonly kubernetesVersion: string;
  /** Undefined where nobody is kept out. */
  readonly callers: PlatformCallers | undefined;
}

/** A namespace of the platform's own, in which nothing is allowed that a service would not be. */
export function ownNamespace(
  place: Place,
  name: string,
  { callers, kubernetesVersion }: NamespaceFacts,
  after: Ready,
): Ready {
  const level = namespace(name, "restricted", kubernetesVersion);
  return shut(place, name, callers, object(place, `${name}-namespace`, level, after));
}

/** A namespace that is made, and who is let in: there before a pod is. */
export function shut(
  place: Place,
  name: string,
  callers: PlatformCallers | undefined,
  made: pulumi.Resource,
): Ready {
  const policies = callers === undefined ? [] : platformPolicies(name, callers);
  return [
    made,
    ...policies.map((policy) => object(place, `${name}-${policy.metadata.name}`, policy, [made])),
  ];
}

/** A chart. Its part is short where it has rights: roles are called by 64 characters, stack included. */
export function chart(place: Place, part: string, args: Omit<ChartReleaseArgs, "deletedWith">): ChartRelease {
  const { controlPlane, named, parent } = place;
  return new ChartRelease(named(part), { ...args, deletedWith: controlPlane }, { parent });
}
