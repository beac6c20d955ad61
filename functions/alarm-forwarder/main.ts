import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsProvider } from "@aws-lambda-powertools/parameters/secrets";
import type { SNSEvent } from "aws-lambda";
import * as z from "zod";
import { systemClock, systemSleep } from "../waiting-room/clock";
import { discordMessage } from "./discord-message";
import { readEnvironment } from "./environment";
import { readNotice } from "./notice";
import { send } from "./send";

// Compiling a schema pays off after hundreds of uses; a function that has just been started waits for it at once.
z.config({ jitless: true });

const logger = new Logger({ serviceName: "alarm-forwarder" });
const environment = readEnvironment(process.env);
const secrets = new SecretsProvider({
  clientConfig: {
    maxAttempts: 2,
    // Without `throwOnRequestTimeout` a late answer is only logged and still waited for.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  },
});

/** A webhook that was replaced is known after this. */
const secretMaxAgeSec = 300;

/** Of the 30 s that the function has; an event of SNS holds one message. */
const patienceMs = 20_000;

const webhookSchema = z.url({ protocol: /^https$/ });

/** Entry of the Lambda function. */
export async function handler({ Records }: SNSEvent): Promise<void> {
  const webhook = await readWebhook();
  for (const { Sns } of Records) {
    const message = discordMessage(readNotice(Sns.Subject, Sns.Message));
    await send(message, {
      webhook,
      patienceMs,
      now: () => systemClock.now(),
      sleep: (ms) => systemSleep(ms),
    });
    logger.info("forwarded", { messageId: Sns.MessageId });
  }
}

async function readWebhook(): Promise<string> {
  const { success, data } = webhookSchema.safeParse(
    await secrets.get(environment.DISCORD_SECRET, { maxAge: secretMaxAgeSec }),
  );
  if (!success) throw new Error("the secret holds no address of a webhook");
  return data;
}
