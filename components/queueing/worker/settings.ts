import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../../contradiction";

/** Lambda limits the concurrency of a queue to 2 at least and 1,000 at most: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const concurrency = z.int().min(2).max(1000);

const fields = {
  mode: z
    .enum(["lambda", "keda"])
    .default("lambda")
    .meta({
      description:
        "`lambda`: a function on the queue. `keda`: pods that come and go with the queue's length, made by the workloads.",
      examples: ["lambda"],
    }),
  memoryMb: z
    .int()
    .min(128)
    .max(10_240)
    .default(512)
    .meta({
      description: "Memory of the function in MB; processor time comes with it.",
      examples: [512],
    }),
  // One less than Lambda takes, as one more is reserved.
  maximumConcurrency: concurrency
    .max(999)
    .default(10)
    .meta({
      description: "How many batches of ten the queue has worked on at once.",
      examples: [10],
    }),
  reservedConcurrency: concurrency.optional().meta({
    description:
      "How many of the function may run at once; unless set one more than batches, for the comparison of seat maps. As many are taken from the account's, of which AWS leaves 100 to all others.",
    examples: [11],
  }),
  kafka: z
    .boolean()
    .default(false)
    .meta({
      description: "Whether the function may read the topics of Kafka too: the way there, and the right.",
      examples: [false],
    }),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

/** How many of the function may run at once: those for batches, and one that compares seat maps beside them. */
export function reservedFor({
  maximumConcurrency,
  reservedConcurrency,
}: Pick<Fields, "maximumConcurrency" | "reservedConcurrency">): number {
  return reservedConcurrency ?? maximumConcurrency + 1;
}

/** Runs beyond what is reserved are refused, and a message that is refused often enough is given up. */
function concurrencyProblems(settings: Fields): readonly Contradiction[] {
  const { maximumConcurrency } = settings;
  if (reservedFor(settings) > maximumConcurrency) return [];
  const message = `leaves none for the comparison of seat maps beside maximumConcurrency, ${String(maximumConcurrency)}: something would be throttled`;
  return [{ path: ["reservedConcurrency"], message, example: maximumConcurrency + 1 }];
}

/** Who applies ticket events. */
export const workerSettings = z
  .strictObject(fields)
  .superRefine(refusing(concurrencyProblems), whenSound("reservedConcurrency", "maximumConcurrency"));

/** Settings of the ticket worker, every default filled in. */
export type WorkerSettings = z.output<typeof workerSettings>;
