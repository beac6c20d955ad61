import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { WorkloadIdentity, type WorkloadIdentityArgs } from "../../workload-identity";
import { Component } from "../../component";
import type { Chart } from "./chart";

export interface ChartReleaseArgs {
  /** What Helm calls the release. */
  readonly releaseName: string;
  readonly namespace: string;
  readonly chart: Chart;
  readonly values: Readonly<Record<string, unknown>>;
  /** The rights of its pods on AWS; absent where they need none. */
  readonly identity?: Omit<WorkloadIdentityArgs, "namespace">;
  /** Whether custom resources that the chart brings are installed apart. */
  readonly withoutCrds?: boolean;
  /** Whether its pods keep data on volumes, which only they can give back. */
  readonly keepsVolumes?: boolean;
  /** What takes it along when it is destroyed; absent where the cluster is not ours. */
  readonly deletedWith: pulumi.Resource | undefined;
  /** What must be there before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A Helm chart, installed by Helm itself so that its hooks run and its certificates stay as they are between updates.
 *
 * Its rights on AWS come first and go last: pods get them as they start, and what they have made on AWS they must still
 * be able to remove.
 */
export class ChartRelease extends Component {
  readonly release: kubernetes.helm.v3.Release;
  /** Of its role; undefined where it has none. */
  readonly roleArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ChartReleaseArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:ChartRelease", name, opts);
    const { chart, identity, namespace } = args;
    const rights =
      identity === undefined
        ? undefined
        : new WorkloadIdentity(this.named("id"), { ...identity, namespace }, this.within);
    const stays = args.deletedWith === undefined || args.keepsVolumes === true;
    this.release = new kubernetes.helm.v3.Release(
      this.named("release"),
      {
        name: args.releaseName,
        chart: chart.chart,
        version: chart.version,
        ...(chart.repository === undefined ? {} : { repositoryOpts: { repo: chart.repository } }),
        namespace,
        createNamespace: false,
        values: args.values,
        ...(args.withoutCrds === true ? { skipCrds: true } : {}),
        // A release that fails half way is taken back, so that the next attempt finds it as it was.
        atomic: true,
        maxHistory: 5,
        timeout: 600,
      },
      {
        ...this.within,
        dependsOn: [...args.after, ...(rights === undefined ? [] : [rights])],
        ...(stays ? {} : { deletedWith: args.deletedWith }),
      },
    );
    this.roleArn = rights?.roleArn;
    this.registerOutputs({});
  }
}
