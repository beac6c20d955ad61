import { timeoutSeconds } from "../worker/limits";

/**
 * Seconds that a message which was received stays hidden: six times the worker's timeout, so that Lambda can try again
 * while it is throttled. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const visibilitySeconds = 6 * timeoutSeconds;
