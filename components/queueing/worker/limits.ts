/** Seconds that one batch may take; the worker's own time limits fit in. */
export const timeoutSeconds = 30;

/** Lambda takes no more of a FIFO queue at once: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const batchSize = 10;
