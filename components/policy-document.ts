import * as pulumi from "@pulumi/pulumi";

type Values = pulumi.Input<string> | readonly pulumi.Input<string>[];

/** One statement of an IAM policy document, in AWS's own spelling. */
export interface Statement {
  /** Letters and digits only, unique in its document. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?:
    "*" | { readonly Service?: Values; readonly AWS?: Values; readonly Federated?: Values };
  readonly Action: Values;
  /** Absent in trust policies, which have none, and where `NotResource` stands. */
  readonly Resource?: Values;
  /** Everything but these. */
  readonly NotResource?: Values;
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

/** The same without the names of its statements, where a quota counts every character. */
export function shortPolicyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  const unnamed = statements.map(({ Sid, ...statement }) => statement);
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: unnamed });
}

/** Refuses whatever is asked for without TLS. */
export function tlsOnly(action: string, resource: Values): Statement {
  return {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Leaves to IAM who in the account may use and administer a key; without it nobody could. */
export function accountAdministers(accountId: pulumi.Input<string>): Statement {
  return {
    Sid: "AccountAdministersThroughIam",
    Effect: "Allow",
    Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}
