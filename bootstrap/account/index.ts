import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../components/component";
import { ApiGatewayLogs } from "./api-gateway-logs";
import type { AccountSettings } from "./settings";

/** What holds for the whole account or region, and of what there is only one. */
export class AccountDefaults extends Component {
  constructor(name: string, args: AccountSettings, opts: pulumi.ComponentResourceOptions) {
    super("urr:bootstrap:AccountDefaults", name, opts);
    // Leaving a protection to somebody else must not take it off the account for a while.
    const staying = { ...this.within, retainOnDelete: true };

    if (args.blockPublicBuckets) {
      new aws.s3.AccountPublicAccessBlock(
        this.named("buckets"),
        {
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        staying,
      );
    }
    if (args.blockPublicImages) {
      new aws.ec2.ImageBlockPublicAccess(this.named("images"), { state: "block-new-sharing" }, staying);
      new aws.ebs.SnapshotBlockPublicAccess(this.named("snapshots"), { state: "block-all-sharing" }, staying);
    }
    if (args.encryptVolumes) {
      new aws.ebs.EncryptionByDefault(this.named("volumes"), { enabled: true }, staying);
    }
    if (args.apiGatewayLogs) new ApiGatewayLogs(this.named("api-gateway"), {}, this.within);
    for (const service of args.serviceRoles) {
      new aws.iam.ServiceLinkedRole(
        this.named(service),
        { awsServiceName: `${service}.amazonaws.com` },
        // A role in use cannot be deleted, and it is the account's, not ours.
        staying,
      );
    }
    if (args.alias !== undefined) {
      new aws.iam.AccountAlias(this.named("alias"), { accountAlias: args.alias }, this.within);
    }
    this.registerOutputs({});
  }
}
