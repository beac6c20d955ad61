import type * as aws from "@pulumi/aws";
import type { Account } from "./account";
import type { Statement } from "./policy-document";

/** Lets the schedules of one group take a role, and nobody else's. */
export function schedulerTrust(account: Account, group: aws.scheduler.ScheduleGroup): Statement {
  return {
    Sid: "OwnSchedules",
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    // The group's ARN, never a schedule's:
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    Condition: {
      StringEquals: { "aws:SourceAccount": account.id },
      ArnEquals: { "aws:SourceArn": group.arn },
    },
  };
}
