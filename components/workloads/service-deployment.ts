import type * as pulumi from "@pulumi/pulumi";
import { WorkloadIdentity } from "../workload-identity";
import type { Account } from "../account";
import type { Cluster } from "../cluster";
import { Component } from "../component";
import type { Statement } from "../policy-document";
import { targetGroupBinding, type Targets } from "./application/targets";
import type { Manifest } from "./manifests/manifest";
import { objectOnAws } from "./platform/made-in-cluster";
import { registerManifest } from "./register";
import type { Site } from "./site";
import type { RunnableWorkload } from "./workload";

type Ready = readonly pulumi.Resource[];

export interface ServiceDeploymentArgs {
  readonly workload: RunnableWorkload;
  readonly site: Site;
  /** None where somebody else delivers them; its rights on AWS and its targets are this program's in any case. */
  readonly objects: readonly Manifest[];
  /** Undefined where it has none. */
  readonly rights:
    | {
        readonly account: Account;
        readonly cluster: Pick<Cluster, "clusterName" | "controlPlane">;
        readonly statements: readonly Statement[];
      }
    | undefined;
  /** Where the load balancer finds it; undefined for services inside. */
  readonly targets: Targets | undefined;
  /** How the gateway for operators leads to it; none for most. */
  readonly route: readonly Manifest[];
  readonly controlPlane: pulumi.Resource | undefined;
  /** What must be there before its pods, its kinds, its targets, and its route. */
  readonly ready: { readonly pods: Ready; readonly targets: Ready; readonly gateways: Ready };
}

/** One service in the cluster, with its rights on AWS and its place behind the load balancer. */
export class ServiceDeployment extends Component {
  /** Of its role; undefined where it has no rights on AWS. */
  readonly roleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ServiceDeploymentArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:ServiceDeployment", name, opts);
    const { objects, ready, rights, site, targets, workload } = args;
    const identity =
      rights === undefined
        ? undefined
        : new WorkloadIdentity(
            this.named("id"),
            { ...rights, namespace: site.namespace, serviceAccount: workload.name },
            this.within,
          );
    this.roleArn = identity?.roleArn;

    const before = [...ready.pods, ...(identity === undefined ? [] : [identity])];
    const made = objects.map((manifest) => this.#own(manifest, args, before));
    const services = made.filter((_, index) => objects[index]?.kind === "Service");
    const here = {
      parent: this,
      named: (part: string) => this.named(part),
      controlPlane: args.controlPlane,
    };
    if (targets !== undefined) {
      objectOnAws(here, "targets", targetGroupBinding(workload, site, targets), [
        ...ready.targets,
        ...services,
      ]);
    }
    for (const manifest of args.route) {
      objectOnAws(here, manifest.kind.toLowerCase(), manifest, [...ready.gateways, ...services]);
    }
    this.registerOutputs({});
  }

  #own(manifest: Manifest, { controlPlane, workload }: ServiceDeploymentArgs, after: Ready): pulumi.Resource {
    const { kind, metadata } = manifest;
    const part = `${kind.toLowerCase()}${metadata.name.endsWith("-preview") ? "-preview" : ""}`;
    return registerManifest(this.named(part), manifest, {
      ...this.within,
      dependsOn: [...after],
      ...(controlPlane === undefined ? {} : { deletedWith: controlPlane }),
      // Argo Rollouts writes into it which version is to be called, and an update would take that out.
      ...(kind === "Service" && workload.release === "blueGreen" ? { ignoreChanges: ["spec.selector"] } : {}),
    });
  }
}
