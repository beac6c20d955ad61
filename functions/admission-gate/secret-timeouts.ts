/** Lambda@Edge ends a viewer-request function after five seconds. */
export const viewerRequestMs = 5_000;

/**
 * How long the gate waits for its secret; milliseconds. A try may take as long as the connection and the answer
 * together: all tries, with the pause between two, leave time to answer that the gate is out of order.
 */
export const secretTimeouts = { connectionMs: 700, requestMs: 1_000, tries: 2 } as const;
