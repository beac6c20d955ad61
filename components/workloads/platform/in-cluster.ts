import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Manifest } from "../manifests/manifest";
import { registerManifest } from "../register";
import { ChartRelease, type ChartReleaseArgs } from "./chart-release";
import { gatewayDefinitions } from "./gateway";
import { namespace, type PodSecurityLevel } from "./namespaces";

type Ready = readonly pulumi.Resource[];

/** A component whose parts are charts and objects in a cluster. */
export abstract class InCluster extends Component {
  /** Takes everything in the cluster along; undefined where the cluster is not ours. */
  protected abstract readonly controlPlane: pulumi.Resource | undefined;

  /** A namespace of the platform's. */
  protected namespace(name: string, level: PodSecurityLevel, version: string, after: Ready): pulumi.Resource {
    return this.object(`${name}-namespace`, namespace(name, level, version), after);
  }

  /** An object that ends with the cluster. */
  protected object(part: string, manifest: Manifest, after: Ready): pulumi.Resource {
    return registerManifest(this.named(part), manifest, {
      ...this.within,
      dependsOn: [...after],
      ...(this.controlPlane === undefined ? {} : { deletedWith: this.controlPlane }),
    });
  }

  /** An object behind which there is something on AWS, so that it must be gone before whoever looks after it. */
  protected objectOnAws(part: string, manifest: Manifest, after: Ready): pulumi.Resource {
    return registerManifest(this.named(part), manifest, {
      ...this.within,
      dependsOn: [...after],
      customTimeouts: { delete: "30m" },
    });
  }

  /** A chart, under the name of its release. */
  protected chart(args: Omit<ChartReleaseArgs, "deletedWith">): ChartRelease {
    return new ChartRelease(
      this.named(args.releaseName),
      { ...args, deletedWith: this.controlPlane },
      this.within,
    );
  }

  /** Kinds of the Gateway API, from whom it is: no chart of ours brings them. */
  protected gatewayKinds(after: Ready): pulumi.Resource {
    return new kubernetes.yaml.v2.ConfigFile(
      this.named("gateway-kinds"),
      { file: gatewayDefinitions },
      { ...this.within, dependsOn: [...after] },
    );
  }
}
