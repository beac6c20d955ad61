import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { systemClock } from "../waiting-room/clock";
import { entriesFromSecret } from "./entries-secret";
import { edgeHandler } from "./lambda-edge";

/** Name of the secret with the gate's entries: put in when the code is bundled. The secret itself is not. */
declare const GATE_ENTRIES_SECRET: string;

// Lambda@Edge functions belong to us-east-1 wherever they run, and so does what they read. A viewer-request function
// ends after five seconds: two tries of one second and a half leave time to answer.
const client = new SecretsManagerClient({
  region: "us-east-1",
  maxAttempts: 2,
  requestHandler: { requestTimeout: 1_500, connectionTimeout: 1_000, throwOnRequestTimeout: true },
});

export const handler = edgeHandler({
  readEntry: entriesFromSecret({ client, secretId: GATE_ENTRIES_SECRET, clock: systemClock }),
  clock: systemClock,
  log: (reason) => {
    console.log(reason);
  },
});
