import type * as pulumi from "@pulumi/pulumi";

/** The AWS account and region that a stack lives in. */
export interface Account {
  /** Twelve digits, asked from AWS. */
  readonly id: pulumi.Output<string>;
  /** For example `ap-northeast-2`. */
  readonly region: string;
  /** ARN of the policy that bounds every role; undefined where there is none. */
  readonly permissionsBoundary: pulumi.Output<string> | undefined;
}
