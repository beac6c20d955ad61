import { basename } from "node:path";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { buildWaitingPage, type PageFile } from "../../../functions/waiting-page/build";
import { accessLog } from "../../bucket-access-log";
import type { Operations } from "../../operations";
import { forgetOldVersions, PrivateBucket } from "../../private-bucket";

export interface PagesArgs {
  readonly operations: Pick<Operations, "archive">;
}

/** Old files may still be asked for by pages that were opened before; so long they can be brought back. */
const keepDays = 30;

/**
 * The waiting page and what visitors see of a dark origin, in a bucket of their own: whoever uploads the site with
 * everything else deleted would close the waiting room in the middle of a sale.
 *
 * Files are called by what is in them, so that nothing is ever invalidated: a new page names new files, and the old ones
 * stay for who has the old page open.
 */
export class Pages extends PrivateBucket {
  constructor(name: string, { operations }: PagesArgs, opts: pulumi.ComponentResourceOptions) {
    super(
      "urr:edge:Pages",
      name,
      {
        lifecycle: [forgetOldVersions(keepDays)],
        policyFollows: true,
        // All of it is made anew by the next deployment.
        disposable: true,
      },
      opts,
    );
    accessLog(
      this.named("logging"),
      { bucketName: this.bucketName, operations, folder: "pages" },
      this.within,
    );
    const files = buildWaitingPage();
    const assets = files.filter((file) => !isPage(file)).map((file) => this.#upload(file, [], true));
    // A page is seen as soon as it is there, and must find what it names.
    for (const page of files.filter(isPage)) this.#upload(page, assets, false);
  }

  #upload(
    file: PageFile,
    dependsOn: readonly pulumi.Resource[],
    retainOnDelete: boolean,
  ): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      this.named(basename(file.path)),
      {
        bucket: this.bucketName,
        key: file.path.slice(1),
        content: file.body,
        contentType: file.contentType,
        cacheControl: file.cacheControl,
        // S3 takes ten tags on an object, and an environment may have thirty.
        overrideProvider: { defaultTags: { tags: {} } },
      },
      { ...this.within, dependsOn: [...dependsOn], retainOnDelete },
    );
  }
}

function isPage({ path }: PageFile): boolean {
  return path.endsWith(".html");
}
