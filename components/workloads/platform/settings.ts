import { z } from "zod";
import { withoutRepeats } from "../../checked";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { domainName } from "../../domain-name";
import { allowedNetwork } from "../allowed-network";
import { certificateArn, certificateExample } from "../certificate-arn";
import { karpenterPools } from "./pool-settings";

const gatewayApi = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({
      description:
        "A load balancer of its own for what operators look at, made by the controller after Gateways and their routes.",
      examples: [true],
    }),
  allowCidrs: z
    .array(allowedNetwork)
    .superRefine(withoutRepeats)
    .default([])
    .meta({
      description: "Networks that reach it over the internet. None: it stands inside the VPC.",
      examples: [["198.51.100.0/24"]],
    }),
  certificateArn: certificateArn.optional().meta({
    description: "Its certificate; one of the account's that has the names of its routes unless set.",
    examples: [certificateExample],
  }),
});

const argocd = z.strictObject({
  enabled: z
    .boolean()
    .default(false)
    .meta({
      description: "Argo CD; it is there in any case where `urr:workloads.delivery` is `argocd`.",
      examples: [true],
    }),
  host: domainName.optional().meta({
    description:
      "Name under which the gateway leads to it; without one it is reached by `kubectl port-forward` alone.",
    examples: ["argocd.urr.example.com"],
  }),
});

const fields = {
  replicas: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .meta({
      description: "Pods of every controller, of which one works. One, where it may stop for a moment.",
      examples: [2],
    }),
  argocd: argocd.prefault({}),
  clusterAutoscaler: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether the managed nodes become more and fewer between `urr:cluster.nodes.min` and `max` as pods need them. Where Karpenter makes nodes it is left to it.",
      examples: [true],
    }),
  loadTests: z
    .boolean()
    .default(false)
    .meta({
      description: "The k6 operator, and a namespace in which it makes load.",
      examples: [true],
    }),
  gatewayApi: gatewayApi.prefault({}),
  karpenter: karpenterPools.prefault({}),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

function hostProblems({ argocd: { host }, gatewayApi: { enabled } }: Fields): readonly Contradiction[] {
  if (host === undefined || enabled) return [];
  const message = "is answered by no gateway: urr:workloads.addons.gatewayApi.enabled makes one";
  return [{ path: ["argocd", "host"], message, example: "none, or gatewayApi: {enabled: true}" }];
}

/** What runs in the cluster beside the services; what can be derived from other settings is not asked here. */
export const addonsSettings = z
  .strictObject(fields)
  .superRefine(refusing(hostProblems), whenSound("argocd.host", "gatewayApi.enabled"));

/** Settings of the add-ons, every default filled in. */
export type AddonsSettings = Fields;
