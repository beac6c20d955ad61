import { z } from "zod";

/** A certificate of ACM for a load balancer. */
export const certificateArn = z
  .string()
  .regex(
    /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
    "is no ARN of a certificate: arn:aws:acm:<region>:<account>:certificate/<id>",
  );

export const certificateExample =
  "arn:aws:acm:ap-northeast-2:123456789012:certificate/11111111-2222-3333-4444-555555555555";
