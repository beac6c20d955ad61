import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { systemClock } from "../waiting-room/clock";
import { entriesFromSecret } from "./entries-secret";
import { edgeHandler } from "./lambda-edge";
import { secretTimeouts } from "./secret-timeouts";

/** Name of the secret with the gate's entries: put in when the code is bundled. The secret itself is not. */
declare const GATE_ENTRIES_SECRET: string;

/** Whether it stands before the site's files: put in likewise. */
declare const SERVES_FILES: boolean;

// Lambda@Edge functions belong to us-east-1 wherever they run, and so does what they read.
const client = new SecretsManagerClient({
  region: "us-east-1",
  maxAttempts: secretTimeouts.tries,
  requestHandler: {
    requestTimeout: secretTimeouts.requestMs,
    connectionTimeout: secretTimeouts.connectionMs,
    throwOnRequestTimeout: true,
  },
});

export const handler = edgeHandler({
  readEntry: entriesFromSecret({ client, secretId: GATE_ENTRIES_SECRET, clock: systemClock }),
  clock: systemClock,
  servesFiles: SERVES_FILES,
  log: (reason) => {
    console.log(reason);
  },
});
