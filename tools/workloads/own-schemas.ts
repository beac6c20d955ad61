import { z } from "zod";
import type { Mismatch } from "./validators";

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const text = z.string().min(1);

/** https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/v3.5.0/helm/aws-load-balancer-controller/crds */
const schemas = {
  "elbv2.k8s.aws/v1beta1/TargetGroupBinding": z.strictObject({
    serviceRef: z.strictObject({ name: text, port: z.union([text, z.int().min(1).max(65_535)]) }),
    targetGroupARN: text,
    targetType: z.enum(["instance", "ip"]).optional(),
    ipAddressType: z.enum(["ipv4", "ipv6"]).optional(),
    networking: z.looseObject({}).optional(),
    nodeSelector: z.looseObject({}).optional(),
    vpcID: z
      .string()
      .regex(/^vpc-[0-9a-f]{8}([0-9a-f]{9})?$/)
      .optional(),
  }),
  "gateway.k8s.aws/v1/LoadBalancerConfiguration": z.strictObject({
    scheme: z.enum(["internal", "internet-facing"]).optional(),
    ipAddressType: z.enum(["ipv4", "dualstack", "dualstack-without-public-ipv4"]).optional(),
    sourceRanges: z.array(text).optional(),
    loadBalancerAttributes: z.array(z.strictObject({ key: text, value: text })).optional(),
    listenerConfigurations: z
      .array(
        z.strictObject({
          protocolPort: z.string().regex(/^(HTTP|HTTPS|TLS|TCP|UDP|TCP_UDP):\d{1,5}$/),
          sslPolicy: text.optional(),
          defaultCertificate: text.optional(),
          certificates: z.array(text).optional(),
        }),
      )
      .optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
  "gateway.k8s.aws/v1/TargetGroupConfiguration": z.strictObject({
    targetReference: z.strictObject({ name: text, group: z.string().optional(), kind: text.optional() }),
    defaultConfiguration: z.strictObject({
      targetType: z.enum(["instance", "ip"]).optional(),
      healthCheckConfig: z
        .strictObject({ healthCheckPath: text, healthCheckProtocol: z.enum(["HTTP", "HTTPS"]) })
        .partial()
        .optional(),
    }),
  }),
} as const;

/** Kinds that no package has schemas for, with the fields of theirs that are used here. */
const ofKinds: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(schemas).map(([kind, spec]) => [
    kind,
    z.strictObject({ apiVersion: text, kind: text, metadata, spec }),
  ]),
);

/** What of an object does not match our own schema of its kind, unknown fields too; undefined where there is none. */
export function ownMismatches(kind: string, object: object): readonly Mismatch[] | undefined {
  return ofKinds
    .get(kind)
    ?.safeParse(object)
    .error?.issues.map(({ message, path }) => ({ path: path.map(String).join("."), message }));
}

export const hasOwnSchema = (kind: string) => ofKinds.has(kind);
