import { z } from "zod";

/** Kubernetes gives node ports from this range: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const nodePort = { least: 30_000, most: 32_767 };

interface TargetDefaults {
  readonly port: number;
  readonly nodePort: number | false;
  readonly healthPath: string;
}

const target = (defaults: TargetDefaults) =>
  z
    .strictObject({
      port: z
        .int()
        .min(1)
        .max(65_535)
        .default(defaults.port)
        .meta({ description: "Port that the pods listen on.", examples: [defaults.port] }),
      nodePort: z
        .union([z.literal(false), z.int().min(nodePort.least).max(nodePort.most)])
        .default(defaults.nodePort)
        .meta({
          description:
            "What a service needs that is deployed blue/green: nodes are the targets, on this port, and the cluster decides which pods answer. false: pods are targets themselves.",
          examples: [30_080, false],
        }),
      stickySeconds: z
        .int()
        .min(0)
        .max(604_800)
        .optional()
        .meta({
          description:
            "How long a browser stays with the pod that answered first: Socket.IO needs it before it has its WebSocket. Unless set an hour for the gateway whose pods are targets, and else 0: every request goes to whoever is next.",
          examples: [3_600],
        }),
      healthPath: z
        .string()
        .regex(/^\/[\w\-./]{0,100}$/, "must be a path")
        .default(defaults.healthPath)
        .meta({ description: "Answers 200 while the pod can serve.", examples: [defaults.healthPath] }),
    })
    .refine(({ nodePort, stickySeconds = 0 }) => nodePort === false || stickySeconds === 0, {
      error: "keeps a browser with a node, behind whose nodePort any pod answers",
      params: { example: 0 },
      path: ["stickySeconds"],
    });

export const loadBalancerSettings = z
  .strictObject({
    gateway: target({ port: 3001, nodePort: 30_000, healthPath: "/health" })
      .prefault({})
      .meta({ description: "Where API requests go.", examples: [{ nodePort: 30_080 }] }),
    frontend: target({ port: 3000, nodePort: false, healthPath: "/" })
      .prefault({})
      .meta({ description: "Where pages come from.", examples: [{ port: 3000 }] }),
    idleTimeoutSeconds: z
      .int()
      .min(1)
      .max(4_000)
      .default(90)
      .meta({
        description:
          "How long a connection may be silent, WebSockets too. Longer than CloudFront keeps its own (60 s), and shorter than the pods keep theirs, so that nobody is cut off in mid-request.",
        examples: [90],
      }),
    deregistrationDelaySeconds: z
      .int()
      .min(0)
      .max(3_600)
      .default(30)
      .meta({
        description: "How long requests may last that a pod has begun before it goes.",
        examples: [30],
      }),
    slowStartSeconds: z
      .union([z.literal(0), z.int().min(30).max(900)])
      .default(30)
      .meta({
        description: "How long a new pod gets fewer requests than the others: 30 to 900, or 0 for none.",
        examples: [30],
      }),
  })
  .refine(({ gateway, frontend }) => gateway.nodePort === false || gateway.nodePort !== frontend.nodePort, {
    error: "is the gateway's node port too",
    params: { example: 30_081 },
    path: ["frontend", "nodePort"],
  });

/** Settings of the load balancer, every default filled in. */
export type LoadBalancerSettings = z.output<typeof loadBalancerSettings>;
