import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../../account";
import type { Cluster } from "../../../cluster";
import { podTrust } from "../../../pod-identity";
import { Component } from "../../../component";
import type { Operations } from "../../../operations";
import { ServiceRole } from "../../../service-role";
import { WatchedFigures } from "../../../watched-figures";
import type { ObservabilitySettings } from "../settings";
import { insightsAlarms } from "./alarms";
import { insightsAddon, insightsConfiguration } from "./configuration";
import { logGroupNames } from "./log-groups";
import { insightsRights } from "./rights";

export interface ContainerInsightsArgs extends Pick<ObservabilitySettings, "logs" | "metrics"> {
  readonly account: Account;
  readonly cluster: Pick<Cluster, "clusterName" | "controlPlane">;
  /** Whether its nodes stop out of hours, and with them whoever measures. */
  readonly restsOutOfHours: boolean;
  /** Version of Kubernetes, which says which build of the add-on fits. */
  readonly kubernetesVersion: string;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** What must be there before. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Figures and logs of pods and nodes in CloudWatch, by EKS's add-on.
 *
 * Log groups are made first: the add-on would make its own, which are kept for ever and stay when all else goes.
 */
export class ContainerInsights extends Component {
  constructor(name: string, args: ContainerInsightsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:workloads:ContainerInsights", name, opts);
    const { account, cluster, operations } = args;
    const { clusterName } = cluster;

    const groups = Object.entries(logGroupNames(args, clusterName)).map(
      ([kind, group]) =>
        new aws.cloudwatch.LogGroup(
          this.named(kind),
          {
            name: group,
            retentionInDays: operations.retentionDays.application,
            kmsKeyId: operations.keyArn,
          },
          this.within,
        ),
    );
    const role = new ServiceRole(
      this.named("pods"),
      {
        account,
        description: `Pods of the add-on ${insightsAddon.name}`,
        trust: podTrust(account, clusterName),
        statements: insightsRights(groups.flatMap(({ arn }) => [arn, pulumi.interpolate`${arn}:*`])),
      },
      this.within,
    );
    new aws.eks.Addon(
      this.named("addon"),
      {
        clusterName,
        addonName: insightsAddon.name,
        addonVersion: aws.eks.getAddonVersionOutput(
          { addonName: insightsAddon.name, kubernetesVersion: args.kubernetesVersion },
          this.within,
        ).version,
        configurationValues: JSON.stringify(insightsConfiguration(args, account.region)),
        podIdentityAssociations: [{ roleArn: role.arn, serviceAccount: insightsAddon.serviceAccount }],
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "OVERWRITE",
      },
      { ...this.within, dependsOn: [...args.after, cluster.controlPlane] },
    );
    if (args.metrics === "cloudwatch") {
      new WatchedFigures(
        this.named("alarms"),
        {
          subject: `${clusterName}, pods and nodes`,
          topicArn: operations.alarms.arn,
          watched: insightsAlarms(clusterName, args.restsOutOfHours),
        },
        this.within,
      );
    }
    this.registerOutputs({});
  }
}
