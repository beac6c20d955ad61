import { z } from "zod";
import { withoutRepeats } from "../../checked";
import type { Contradiction } from "../../contradiction";
import { domainName } from "../../domain-name";
import { allowedNetwork } from "../allowed-network";
import { certificateArn, certificateExample } from "../certificate-arn";

export const entrySetting = z
  .enum(["targetGroups", "ingress"])
  .default("targetGroups")
  .meta({
    description:
      "How visitors get to the services: the site's own load balancer leads to the gateway; `ingress` adds a load balancer of the cluster's that leads to each service by its path, past CloudFront and its firewall.",
    examples: ["targetGroups"],
  });

export const ingressSettings = z.strictObject({
  host: domainName.optional().meta({
    description: "The name it answers to; `api.` before the domain unless set.",
    examples: ["api.tickets.urr.example.com"],
  }),
  allowCidrs: z
    .array(allowedNetwork)
    .max(20)
    .superRefine(withoutRepeats)
    .default([])
    .meta({
      description: "Networks that reach it. No firewall stands before it.",
      examples: [["198.51.100.0/24"]],
    }),
  https: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether it speaks TLS, and sends whoever comes without to where it does.",
      examples: [true],
    }),
  certificateArn: certificateArn
    .optional()
    .meta({ description: "Its certificate, which TLS needs.", examples: [certificateExample] }),
});

/** Settings of the Ingress, every default filled in. */
export type IngressSettings = z.output<typeof ingressSettings>;

interface Chosen {
  readonly entry: "ingress" | "targetGroups";
  readonly ingress: Pick<IngressSettings, "allowCidrs" | "certificateArn" | "https">;
}

/** What the Ingress cannot do without, or has no use for. */
export function ingressProblems({ entry, ingress }: Chosen): readonly Contradiction[] {
  if (entry !== "ingress") return [];
  const { allowCidrs, certificateArn: certificate, https } = ingress;
  const at = (key: string, message: string, example: unknown) => ({
    path: ["ingress", key],
    message,
    example,
  });
  return [
    ...(https && certificate === undefined
      ? [
          at(
            "certificateArn",
            "is missing: whoever comes would be sent to TLS, which cannot be spoken without",
            certificateExample,
          ),
        ]
      : []),
    ...(!https && certificate !== undefined
      ? [at("https", "is false, and a certificate is given that nobody would see", true)]
      : []),
    ...(allowCidrs.length === 0
      ? [at("allowCidrs", "is empty, so that nobody would reach the services", ["198.51.100.0/24"])]
      : []),
  ];
}
