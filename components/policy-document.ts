import * as pulumi from "@pulumi/pulumi";

type Values = pulumi.Input<string> | readonly pulumi.Input<string>[];

/** One statement of an IAM policy document, in AWS's own spelling. */
export interface Statement {
  /** Letters and digits only, unique in its document. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service?: Values; readonly AWS?: Values };
  readonly Action: Values;
  /** Absent in trust policies, which have none. */
  readonly Resource?: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/**
 * A policy document as JSON.
 *
 * Made in the program and not by `aws.iam.getPolicyDocument`, so that a preview without AWS shows every statement.
 */
export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
