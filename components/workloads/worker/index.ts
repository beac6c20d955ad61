import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import type { Cluster } from "../../cluster";
import { WorkloadIdentity } from "../../workload-identity";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import type { PodWorkerNeeds } from "../../queueing";
import type { Stream } from "../../queueing/stream";
import { labelsOf } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { registerManifest } from "../register";
import { PodWorkerAlarms } from "./alarms";
import { podWorker } from "./site";

export interface PodWorkerArgs {
  readonly environment: Pick<EnvironmentSettings, "prefix">;
  readonly account: Account;
  readonly cluster: Pick<Cluster, "clusterName" | "controlPlane">;
  readonly operations: Pick<Operations, "alarms">;
  readonly needs: PodWorkerNeeds;
  readonly stream: { readonly events: Pick<Stream["events"], "name"> };
  readonly namespace: string;
  /** Of `workerObjects`; none where somebody else delivers them. */
  readonly manifests: readonly Manifest[];
  /** Group to which the logs of pods go; undefined where they do not go to CloudWatch. */
  readonly logGroupName: pulumi.Input<string> | undefined;
  /** What must be there before: the namespace, KEDA, and the log group. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * The ticket worker as pods: its rights on AWS, what only AWS knows, its objects and its alarms.
 *
 * Its rights come first and go last, since a pod gets them as it starts.
 */
export class PodWorker extends Component {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodWorkerArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:PodWorker", name, opts);
    const { account, after, cluster, namespace, needs, operations } = args;
    const { prefix } = args.environment;
    const identity = new WorkloadIdentity(
      this.named("id"),
      { account, cluster, namespace, serviceAccount: podWorker.serviceAccount, statements: needs.rights },
      this.within,
    );
    const config = new kubernetes.core.v1.ConfigMap(
      this.named("config"),
      {
        metadata: { name: podWorker.configName, namespace, labels: labelsOf(podWorker.app) },
        data: { ...needs.variables, AWS_REGION: account.region },
      },
      { ...this.within, dependsOn: [...after] },
    );
    let before: readonly pulumi.Resource[] = [...after, identity, config];
    for (const manifest of args.manifests) {
      const made = registerManifest(this.named(manifest.kind.toLowerCase()), manifest, {
        ...this.within,
        dependsOn: [...before],
      });
      before = [...before, made];
    }
    new PodWorkerAlarms(
      this.named("alarms"),
      {
        prefix,
        queueName: args.stream.events.name,
        logGroupName: args.logGroupName,
        figures: needs.figures,
        topicArn: operations.alarms.arn,
      },
      { ...this.within, dependsOn: [...after] },
    );
    this.roleArn = identity.roleArn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
