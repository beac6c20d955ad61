import { SQSClient } from "@aws-sdk/client-sqs";

/** SQS in this process, with the stream of ticket events and its dead letter queue. */
export interface LocalSqs {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly client: SQSClient;
  stop(): Promise<void>;
}

export async function startSqs(): Promise<LocalSqs> {
  // An ES module only, which cannot be required.
  const { startFauxqs } = await import("fauxqs");
  const server = await startFauxqs({ port: 0, logger: false });
  const queue = (name: string) => {
    const attributes = { FifoQueue: "true", VisibilityTimeout: "180" };
    // Under the address that it listens on, and not a name that not every machine can resolve.
    return new URL(new URL(server.createQueue(name, { attributes }).queueUrl).pathname, server.address).href;
  };
  const client = new SQSClient({
    endpoint: server.address,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return {
    endpoint: server.address,
    queueUrl: queue("ticket-events.fifo"),
    deadLetterQueueUrl: queue("ticket-events-dlq.fifo"),
    client,
    stop: async () => {
      client.destroy();
      await server.stop();
    },
  };
}
