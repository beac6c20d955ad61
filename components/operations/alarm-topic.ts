import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { Component } from "../component";
import { policyDocument, tlsOnly } from "../policy-document";

export interface AlarmTopicArgs {
  /** Its region is where the topic lives; alarms reach topics of their own region only. */
  readonly account: Account;
  readonly keyArn: pulumi.Input<string>;
  /** Who is told by e-mail; nobody where undefined. */
  readonly email: string | undefined;
  readonly displayName: string;
}

/** Where alarms go: an encrypted SNS topic that takes messages from this account's alarms and databases only. */
export class AlarmTopic extends Component {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:operations:AlarmTopic", name, opts);
    const { account } = args;

    const topic = new aws.sns.Topic(
      this.named("topic"),
      { displayName: args.displayName, kmsMasterKeyId: args.keyArn, region: account.region },
      this.within,
    );
    new aws.sns.TopicPolicy(
      this.named("topic-policy"),
      {
        arn: topic.arn,
        region: account.region,
        policy: policyDocument([
          {
            Sid: "AlarmsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: {
              ArnLike: {
                "aws:SourceArn": pulumi.interpolate`arn:aws:cloudwatch:${account.region}:${account.id}:alarm:*`,
              },
              StringEquals: { "aws:SourceAccount": account.id },
            },
          },
          {
            Sid: "DatabasesOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "events.rds.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: {
              ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:rds:${account.region}:${account.id}:*` },
              StringEquals: { "aws:SourceAccount": account.id },
            },
          },
          tlsOnly("sns:Publish", topic.arn),
        ]),
      },
      this.within,
    );
    if (args.email !== undefined) {
      new aws.sns.TopicSubscription(
        this.named("email"),
        { topic: topic.arn, protocol: "email", endpoint: args.email, region: account.region },
        this.within,
      );
    }

    this.arn = topic.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
