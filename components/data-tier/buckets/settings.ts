import { z } from "zod";

const days = z.int().min(1).max(3650);

export const bucketsSettings = z.strictObject({
  oldVersionDays: days.default(30).meta({
    description: "Days for which an overwritten or deleted object can be brought back.",
    examples: [30],
  }),
  temporaryUploadDays: days.default(1).meta({
    description: "Days that an upload below `tmp/` stays, where the browser puts what is not accepted yet.",
    examples: [1],
  }),
  // S3 moves objects of 128 KB and more, after a day at least: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html
  intelligentTieringDays: days.optional().meta({
    description:
      "Days after which S3 moves uploads between its classes by how often they are read; absent: they stay in Standard.",
    examples: [30],
  }),
});

/** Settings of the buckets, every default filled in. */
export type BucketsSettings = z.output<typeof bucketsSettings>;
