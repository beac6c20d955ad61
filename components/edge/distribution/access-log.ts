import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";
import type { Operations } from "../../operations";
import { usEast1 as region } from "../../us-east-1";

export interface AccessLogArgs {
  readonly prefix: string;
  readonly distributionArn: pulumi.Input<string>;
  readonly operations: Pick<Operations, "archive">;
}

/** Cookies are not among them: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
const recordFields = [
  ...["date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "x-host-header", "cs-uri-stem"],
  ...["sc-status", "cs(Referer)", "cs(User-Agent)", "cs-uri-query", "x-edge-result-type"],
  ...["x-edge-request-id", "cs-protocol", "cs-protocol-version", "cs-bytes", "time-taken"],
  ...["time-to-first-byte", "x-edge-detailed-result-type", "ssl-protocol", "ssl-cipher"],
  ...["sc-content-type", "c-country"],
];

/** Who asked for what and what was answered, to the log archive. CloudFront keeps its log settings in us-east-1. */
export class AccessLog extends Component {
  constructor(name: string, args: AccessLogArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:AccessLog", name, opts);
    const source = new aws.cloudwatch.LogDeliverySource(
      this.named("source"),
      { region, name: `${args.prefix}-site`, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      this.within,
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      this.named("destination"),
      {
        region,
        name: `${args.prefix}-site-archive`,
        outputFormat: "json",
        deliveryDestinationConfiguration: { destinationResourceArn: args.operations.archive.bucketArn },
      },
      this.within,
    );
    new aws.cloudwatch.LogDelivery(
      this.named("delivery"),
      {
        region,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields,
        s3DeliveryConfigurations: [
          { suffixPath: "/{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enableHiveCompatiblePath: false },
        ],
      },
      this.within,
    );
    this.registerOutputs({});
  }
}
