import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface PostgresEventsArgs {
  readonly topicArn: pulumi.Input<string>;
  readonly instanceIdentifier: pulumi.Input<string>;
  readonly parameterGroupName: pulumi.Input<string>;
  /** Undefined where there is no proxy. */
  readonly proxyName: pulumi.Input<string> | undefined;
}

/**
 * News that RDS tells of itself and no metric has. Of an instance that is stopped and started at night it tells under
 * other headings. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export class PostgresEvents extends Component {
  constructor(name: string, args: PostgresEventsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:PostgresEvents", name, opts);

    const subscriptions = {
      instance: {
        sourceType: "db-instance",
        sourceIds: [args.instanceIdentifier],
        eventCategories: [
          ...["configuration change", "deletion", "failover", "failure", "low storage", "maintenance"],
          "recovery",
        ],
      },
      parameters: {
        sourceType: "db-parameter-group",
        sourceIds: [args.parameterGroupName],
        eventCategories: ["configuration change"],
      },
      ...(args.proxyName === undefined
        ? {}
        : {
            proxy: {
              sourceType: "db-proxy",
              sourceIds: [args.proxyName],
              eventCategories: ["configuration change", "deletion", "failure"],
            },
          }),
    };
    for (const [part, subscription] of Object.entries(subscriptions)) {
      new aws.rds.EventSubscription(
        this.named(part),
        { ...subscription, snsTopic: args.topicArn },
        this.within,
      );
    }

    this.registerOutputs({});
  }
}
