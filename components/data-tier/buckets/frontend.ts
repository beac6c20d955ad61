import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Operations } from "../../operations";
import { forgetOldVersions, PrivateBucket } from "../../private-bucket";
import { accessLog } from "../../bucket-access-log";
import type { BucketsSettings } from "./settings";

export interface FrontendBucketArgs extends Pick<BucketsSettings, "oldVersionDays"> {
  readonly environment: Pick<EnvironmentSettings, "protect">;
  readonly operations: Pick<Operations, "archive">;
  /**
   * Whether a distribution will read the bucket. Only the policy that names the distribution may let it in, and that is
   * Edge's to write, with `policyWith`; the bucket gets none here then, for it can have one only.
   */
  readonly distributed: boolean;
}

/**
 * The site's files, for the CDN alone.
 *
 * Encrypted with S3's own keys: what is in it is on its way to every browser, and a key of ours would have to name the
 * distribution, which is made long after.
 */
export class FrontendBucket extends PrivateBucket {
  constructor(name: string, args: FrontendBucketArgs, opts: pulumi.ComponentResourceOptions) {
    super(
      "urr:data-tier:FrontendBucket",
      name,
      {
        lifecycle: [forgetOldVersions(args.oldVersionDays)],
        policyFollows: args.distributed,
        disposable: !args.environment.protect,
      },
      opts,
    );
    accessLog(
      this.named("logging"),
      { bucketName: this.bucketName, operations: args.operations, folder: "frontend" },
      this.within,
    );
  }
}
