import { z } from "zod";
import { checked } from "../checked";
import { domainName } from "../domain-name";
import { imageTag } from "./images/values";

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ in the units that people use. */
const cpuProblem = (text: string) =>
  /^([1-9]\d*m|[1-9]\d*|\d+\.\d{1,3})$/.test(text) ? undefined : "must be cores or thousandths of one";
const memoryProblem = (text: string) =>
  /^[1-9]\d*(Mi|Gi)$/.test(text) ? undefined : "must be so many Mi or Gi";

const cpu = checked(cpuProblem, "200m");
const memory = checked(memoryProblem, "256Mi");

/** Pods of one workload; more than that no cluster of ours has room for. */
export const podCount = z.int().min(1).max(500);

/** What pods ask for and may use, as far as a stack file says. */
export const resourcesSetting = z.strictObject({
  cpu: cpu.optional().meta({ description: "What a pod is sure to get.", examples: ["200m"] }),
  memory: memory.optional().meta({ description: "What a pod is sure to get.", examples: ["256Mi"] }),
  cpuLimit: cpu.optional().meta({ description: "What it may use at most.", examples: ["1"] }),
  memoryLimit: memory.optional().meta({ description: "What it is ended for using.", examples: ["1Gi"] }),
});

export const serviceSettings = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .meta({ description: "Whether the environment has it.", examples: [false] }),
  tag: imageTag.optional().meta({
    description: "Its image's tag where it differs from `images.tag`, as while it is rolled back.",
    examples: ["a1b2c3d-20260216-143022"],
  }),
  replicas: podCount.optional().meta({
    description:
      "Fixes the number of pods: there is no autoscaler then, whatever the catalogue says. The catalogue's number unless set here or for all.",
    examples: [2],
  }),
  autoscaling: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          min: podCount.meta({ description: "Pods at least.", examples: [3] }),
          max: podCount.meta({ description: "Pods at most.", examples: [10] }),
          cpuPercent: z
            .int()
            .min(10)
            .max(100)
            .default(70)
            .meta({
              description: "Load at which pods are added, in percent of what they request.",
              examples: [70],
            }),
        }),
      ],
      "must be false, or min and max, and cpuPercent where 70 is not right",
    )
    .optional()
    .meta({
      description: "Whether the load decides how many pods there are. As in the catalogue unless set.",
      examples: [{ min: 2, max: 6 }, false],
    }),
  release: z
    .enum(["rolling", "blueGreen"])
    .optional()
    .meta({
      description:
        "How a new version comes: pod by pod, or all at once beside the old one, which it replaces when a person says so.",
      examples: ["rolling"],
    }),
  disruption: z
    .union(
      [
        z.literal(false),
        z.strictObject({ minAvailable: podCount }),
        z.strictObject({ maxUnavailable: podCount }),
      ],
      "must be false, or either minAvailable or maxUnavailable: a number of pods",
    )
    .optional()
    .meta({
      description:
        "What a drained node must leave. Unless set one pod of a rolling service, and all but one where two versions stand side by side.",
      examples: [{ minAvailable: 1 }, { maxUnavailable: 1 }],
    }),
  resources: resourcesSetting.default({}).meta({
    description: "Where it differs from the catalogue, or from what all services have.",
    examples: [{ memoryLimit: "2Gi" }],
  }),
  calls: z
    .array(z.string())
    .default([])
    .meta({
      description: "Services it may call beside those of the catalogue.",
      examples: [["gateway-service"]],
    }),
  internet: z
    .boolean()
    .default(false)
    .meta({ description: "Whether it may call anybody on the internet, over TLS.", examples: [true] }),
  host: domainName.optional().meta({
    description:
      "Name under which the gateway for operators leads to it, as for a tool of theirs; nobody else gets there.",
    examples: ["stats.urr.example.com"],
  }),
  variables: z
    .record(
      z.string().regex(/^[A-Z][A-Z0-9_]*$/, "must be capitals, digits and underscores, a letter first"),
      z.string(),
    )
    .default({})
    .meta({
      description:
        "Further variables of its environment. Never a secret: everybody who sees a pod sees them.",
      examples: [{ LOGGING_LEVEL_ROOT: "INFO" }],
    }),
});

/** What a stack file says of one service, the catalogue's values not filled in. */
export type ServiceSettings = z.output<typeof serviceSettings>;
