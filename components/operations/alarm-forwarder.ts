import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { bundleFunction } from "../../functions/bundle";
import type { Account } from "../account";
import { Component } from "../component";
import { LambdaFunction } from "../lambda-function";
import type { AlarmTopic } from "./alarm-topic";
import type { Operations } from "./index";

export interface AlarmForwarderArgs {
  readonly prefix: string;
  readonly account: Account;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Of the secret that holds Discord's webhook. */
  readonly webhookArn: pulumi.Output<string>;
  /** Alarms of another region, which come here too. */
  readonly elsewhere: { readonly alarms: Pick<AlarmTopic, "arn">; readonly region: string } | undefined;
}

/**
 * Sends what reaches the alarm topic to a Discord channel.
 *
 * The webhook is read as the function runs, so that neither code nor variables hold it. What Discord does not take is
 * tried twice more by Lambda; an alarm of the function's own then goes to the topic, and so to whoever reads its mail.
 */
export class AlarmForwarder extends Component {
  constructor(name: string, args: AlarmForwarderArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:AlarmForwarder", name, opts);
    const { account, operations, prefix, webhookArn } = args;
    const topicArn = operations.alarms.arn;

    const forwarder = new LambdaFunction(
      this.named("discord"),
      {
        ...{ account, operations },
        name: `${prefix}-alarm-forwarder`,
        description: "Sends alarms to Discord",
        bundle: bundleFunction("alarm-forwarder"),
        environment: { DISCORD_SECRET: webhookArn },
        memoryMb: 256,
        timeoutSeconds: 30,
        reservedConcurrency: 2,
        statements: [
          {
            Sid: "Webhook",
            Effect: "Allow",
            Action: "secretsmanager:GetSecretValue",
            Resource: webhookArn,
          },
          {
            Sid: "KeyOfTheWebhook",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: operations.keyArn,
            Condition: { StringEquals: { "kms:EncryptionContext:SecretARN": webhookArn } },
          },
        ],
      },
      this.within,
    );
    const topics = [
      { part: "", arn: topicArn, region: account.region },
      ...(args.elsewhere === undefined
        ? []
        : [
            {
              part: "-elsewhere",
              arn: args.elsewhere.alarms.arn,
              region: args.elsewhere.region,
            },
          ]),
    ];
    for (const { part, arn, region } of topics) {
      const permission = new aws.lambda.Permission(
        this.named(`from-topic${part}`),
        {
          function: forwarder.functionName,
          action: "lambda:InvokeFunction",
          principal: "sns.amazonaws.com",
          sourceArn: arn,
        },
        this.within,
      );
      new aws.sns.TopicSubscription(
        this.named(`subscription${part}`),
        { topic: arn, protocol: "lambda", endpoint: forwarder.arn, region },
        // SNS asks whether it may call the function as it subscribes it.
        { ...this.within, dependsOn: permission },
      );
    }
    new aws.cloudwatch.MetricAlarm(
      this.named("errors"),
      {
        alarmDescription: `${prefix}: alarms do not reach Discord. Look at the log of ${prefix}-alarm-forwarder; a webhook that was deleted there needs a new one: pulumi config set --secret urr:discordWebhook, then up.`,
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: forwarder.functionName },
        statistic: "Sum",
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        period: 300,
        evaluationPeriods: 1,
        // Only a call that was made can fail.
        treatMissingData: "notBreaching",
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      this.within,
    );
    this.registerOutputs({});
  }
}
