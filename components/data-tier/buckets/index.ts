import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { Operations } from "../../operations";
import { FrontendBucket } from "./frontend";
import type { BucketsSettings } from "./settings";
import { UploadsBucket } from "./uploads";

export interface BucketsArgs extends BucketsSettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "domain">;
  readonly account: Account;
  readonly operations: Pick<Operations, "archive">;
  /** Whether a distribution will read the frontend; Edge then writes that bucket's policy. */
  readonly distributed: boolean;
}

/** The buckets of the application; logs have theirs in Operations. */
export class Buckets extends Component {
  readonly frontend: FrontendBucket;
  readonly uploads: UploadsBucket;
  /** Encrypts uploads; whoever signs upload URLs or reads uploads needs rights to it. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: BucketsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Buckets", name, opts);
    const { environment, account, operations, oldVersionDays } = args;

    const key = encryptionKey(
      this.named("key"),
      {
        description: `Uploads to ${environment.prefix}`,
        account,
        disposable: !environment.protect,
      },
      this.within,
    );
    this.frontend = new FrontendBucket(
      this.named("frontend"),
      { environment, operations, oldVersionDays, distributed: args.distributed },
      this.within,
    );
    this.uploads = new UploadsBucket(
      this.named("uploads"),
      {
        environment,
        operations,
        oldVersionDays,
        temporaryUploadDays: args.temporaryUploadDays,
        intelligentTieringDays: args.intelligentTieringDays,
        keyArn: key.arn,
      },
      this.within,
    );

    this.keyArn = key.arn;
    this.registerOutputs({
      frontend: this.frontend.bucketName,
      uploads: this.uploads.bucketName,
    });
  }
}
