import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { nodeImage } from "../manifests/node-image";
import { imageSetting } from "../stores/image";

const fields = {
  image: imageSetting(nodeImage)
    .default(nodeImage)
    .meta({
      description: "Node.js 24 on which the worker's program runs.",
      examples: [nodeImage],
    }),
  min: z
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .meta({
      description: "Pods while no event waits. With 0 the first event waits until a pod has come.",
      examples: [0],
    }),
  max: z
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .meta({
      description: "Pods at most. Each takes batchesAtOnce connections of the database.",
      examples: [50],
    }),
  queueLength: z
    .int()
    .min(1)
    .max(100_000)
    .default(100)
    .meta({
      description: "Events, waiting or being worked on, for which there is one pod.",
      examples: [100],
    }),
  batchesAtOnce: z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .meta({
      description: "How many batches of ten a pod works on at once, each of other sections.",
      examples: [2],
    }),
  pollingSeconds: z
    .int()
    .min(5)
    .max(300)
    .default(15)
    .meta({
      description: "How often KEDA asks how many events there are.",
      examples: [15],
    }),
  cooldownSeconds: z
    .int()
    .min(0)
    .max(3_600)
    .default(300)
    .meta({
      description: "How long the last pod stays when there is nothing to do.",
      examples: [300],
    }),
  fallbackPods: z
    .int()
    .min(1)
    .max(1_000)
    .default(2)
    .meta({
      description: "Pods while KEDA is not told how many events there are.",
      examples: [2],
    }),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

function scaleProblems({ fallbackPods, max, min }: Fields): readonly Contradiction[] {
  const example = max;
  return [
    ...(min > max ? [{ path: ["min"], message: `is more than max, ${String(max)}`, example }] : []),
    ...(fallbackPods > max
      ? [{ path: ["fallbackPods"], message: `is more than max, ${String(max)}`, example }]
      : []),
  ];
}

/** The ticket worker as pods. */
export const podWorkerSettings = z
  .strictObject(fields)
  .superRefine(refusing(scaleProblems), whenSound("min", "max", "fallbackPods"));

/** Settings of the ticket worker's pods, every default filled in. */
export type PodWorkerSettings = z.output<typeof podWorkerSettings>;
