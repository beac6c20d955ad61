import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../../component";
import { logAgent, logAgentValues } from "../collectors/log-agent";
import { ChartRelease, type ChartReleaseArgs } from "../../platform/chart-release";
import { charts } from "../../platform/charts";
import type { ObservabilityOnAws } from "../aws";
import { namespaces, type ObservabilityFacts } from "../facts";
import type { ObservabilitySettings } from "../settings";
import { lokiName } from "./address";
import { LogBucket, logBucketRights } from "./bucket";
import { lokiValues, type LogStorage } from "./values";

export interface LogStoreArgs extends Pick<ObservabilitySettings, "loki"> {
  readonly facts: ObservabilityFacts;
  /** With a bucket there; with volumes alone elsewhere. */
  readonly aws: ObservabilityOnAws | undefined;
  readonly deletedWith: pulumi.Resource | undefined;
  /** Kinds of the Prometheus operator, and the namespaces. */
  readonly after: readonly pulumi.Resource[];
}

/** Loki, and on every node an agent that brings it what pods write. */
export class LogStore extends Component {
  constructor(name: string, args: LogStoreArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:LogStore", name, opts);
    const { storage, identity } = this.#storage(args);
    const loki = new ChartRelease(
      this.named("loki"),
      {
        releaseName: lokiName,
        namespace: namespaces.logs,
        chart: charts.loki,
        values: lokiValues(args, args.facts, storage),
        ...identity,
        keepsVolumes: true,
        deletedWith: args.deletedWith,
        after: args.after,
      },
      this.within,
    );
    new ChartRelease(
      this.named("agent"),
      {
        releaseName: logAgent,
        namespace: namespaces.agents,
        chart: charts.openTelemetryCollector,
        values: logAgentValues(),
        deletedWith: args.deletedWith,
        after: [...args.after, loki],
      },
      this.within,
    );
    this.registerOutputs({});
  }

  #storage({ aws, loki }: LogStoreArgs): {
    readonly storage: LogStorage;
    readonly identity: Pick<ChartReleaseArgs, "identity"> | undefined;
  } {
    if (aws === undefined) return { storage: { kind: "filesystem" }, identity: undefined };
    const { account, cluster, disposable, operations } = aws;
    const { keyArn } = operations;
    const bucket = new LogBucket(
      this.named("bucket"),
      { keyArn, retentionDays: loki.retentionDays, disposable },
      this.within,
    );
    const objects = pulumi.interpolate`${bucket.bucketArn}/*`;
    const statements = logBucketRights(bucket.bucketArn, objects, keyArn);
    return {
      storage: { kind: "s3", bucketName: bucket.bucketName, region: account.region },
      identity: { identity: { account, cluster, serviceAccount: lokiName, statements } },
    };
  }
}
