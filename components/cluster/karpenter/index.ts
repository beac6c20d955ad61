import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { policyDocument, tlsOnly } from "../../policy-document";
import { ServiceRole } from "../../service-role";
import { nodeRole } from "../node-role";
import { podTrust } from "../../pod-identity";
import { interruptionEvents, interruptionNames } from "./events";
import { controllerRights } from "./permissions";

export interface KarpenterArgs {
  readonly account: Account;
  /** Plain, so that rights and tags can be written before there is a cluster. */
  readonly clusterName: string;
  /** Of the app tier. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Of the cluster and of the nodes, as managed nodes have them. */
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  /** The key of the nodes' disks. */
  readonly volumeKeyArn: pulumi.Input<string>;
  readonly operations: Pick<Operations, "alarms">;
  /** Tags of the stack; nodes that lack its `Stack` cannot be launched. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What Karpenter needs of AWS: rights for its controller and its nodes, and a queue that tells of instances which are
 * about to go.
 *
 * Its parts have short names, because a role, and a rule as well, is called by at most 64 characters, stack included.
 */
export class Karpenter extends Component {
  readonly queueName: pulumi.Output<string>;
  readonly controllerRoleArn: pulumi.Output<string>;
  readonly nodeRoleArn: pulumi.Output<string>;
  /** For `spec.instanceProfile` of a node class; one with `spec.role` would be refused. */
  readonly instanceProfileName: pulumi.Output<string>;

  constructor(name: string, args: KarpenterArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:cluster:Karpenter", name, opts);
    const { account, clusterName } = args;

    const node = nodeRole(this.named("node"), { account, whose: "Nodes of Karpenter's" }, this.within);
    const profile = new aws.iam.InstanceProfile(
      this.named("profile"),
      { role: node.role.name },
      { ...this.within, dependsOn: node },
    );
    // Without it nodes are told that they are unauthorized, and never join.
    new aws.eks.AccessEntry(
      this.named("nodes"),
      { clusterName, principalArn: node.arn, type: "EC2_LINUX" },
      this.within,
    );

    const queue = this.#interruptions(args.operations);
    const controller = new ServiceRole(
      this.named("pods"),
      {
        account,
        description: "Pods of kube-system/karpenter",
        trust: podTrust(account, clusterName),
        statements: controllerRights({ ...args, nodeRoleArn: node.arn, queueArn: queue.arn }),
      },
      this.within,
    );
    new aws.eks.PodIdentityAssociation(
      this.named("association"),
      { clusterName, namespace: "kube-system", serviceAccount: "karpenter", roleArn: controller.arn },
      this.within,
    );

    this.queueName = queue.name;
    this.controllerRoleArn = controller.arn;
    this.nodeRoleArn = node.arn;
    this.instanceProfileName = profile.name;
    this.registerOutputs({ queueName: this.queueName, instanceProfileName: this.instanceProfileName });
  }

  /** Rules that put every event about an instance into one queue, which only they may fill. */
  #interruptions({ alarms }: KarpenterArgs["operations"]): aws.sqs.Queue {
    const queue = new aws.sqs.Queue(
      this.named("queue"),
      // A warning is two minutes ahead of its event; after five nobody can use it.
      { messageRetentionSeconds: 300, sqsManagedSseEnabled: true },
      this.within,
    );
    const rules = interruptionNames.map((event) => {
      const rule = new aws.cloudwatch.EventRule(
        this.named(event),
        {
          description: `${interruptionEvents[event]["detail-type"][0]}, for Karpenter`,
          eventPattern: JSON.stringify(interruptionEvents[event]),
        },
        this.within,
      );
      new aws.cloudwatch.EventTarget(
        this.named(`${event}-to-queue`),
        { rule: rule.name, arn: queue.arn },
        this.within,
      );
      return rule.arn;
    });
    new aws.sqs.QueuePolicy(
      this.named("queue-policy"),
      {
        queueUrl: queue.url,
        policy: policyDocument([
          {
            Sid: "OwnRules",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: queue.arn,
            // A rule's ARN has the account in it.
            Condition: { ArnEquals: { "aws:SourceArn": rules } },
          },
          tlsOnly("sqs:*", queue.arn),
        ]),
      },
      this.within,
    );
    new aws.cloudwatch.MetricAlarm(
      this.named("queue-stuck"),
      {
        alarmDescription:
          "Karpenter does not read that instances are about to go, so their pods end without notice. Look at its controller's log.",
        namespace: "AWS/SQS",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: queue.name },
        statistic: "Maximum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 60,
        period: 60,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
        // A queue that nothing was sent to for hours reports nothing.
        treatMissingData: "notBreaching",
        alarmActions: [alarms.arn],
        okActions: [alarms.arn],
      },
      this.within,
    );
    return queue;
  }
}
