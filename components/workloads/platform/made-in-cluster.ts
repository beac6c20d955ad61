import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../manifests/manifest";
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

/** A namespace of the platform's own, in which nothing is allowed that a service would not be. */
export function ownNamespace(place: Place, name: string, kubernetesVersion: string, after: Ready) {
  return object(place, `${name}-namespace`, namespace(name, "restricted", kubernetesVersion), after);
}

/** A chart. Its part is short where it has rights: roles are called by 64 characters, stack included. */
export function chart(place: Place, part: string, args: Omit<ChartReleaseArgs, "deletedWith">): ChartRelease {
  const { controlPlane, named, parent } = place;
  return new ChartRelease(named(part), { ...args, deletedWith: controlPlane }, { parent });
}
