import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadsArgs } from "./args";
import { Delivery, type DeliveryArgs } from "./delivery";
import { sourceOf } from "./delivery/source";

/** Tells Argo CD where it finds the services' objects; nothing where this program makes them. */
export function deliveryByArgoCd(
  name: string,
  { aws, environment, podWorker, settings, site }: WorkloadsArgs,
  ready: DeliveryArgs["ready"],
  within: { readonly parent: pulumi.Resource },
): Delivery | undefined {
  if (settings.delivery !== "argocd") return undefined;
  const source = sourceOf(settings.argocd, { ...site, podWorker });
  if (source === undefined) return undefined;
  const { prefix, protect } = environment;
  const credentials =
    aws === undefined || !settings.argocd.credentials
      ? undefined
      : {
          ...{ prefix, keyArn: aws.dataTier.secrets.keyArn },
          recoveryWindowInDays: protect ? (30 as const) : (0 as const),
        };
  const controlPlane = aws?.cluster.controlPlane;
  return new Delivery(name, { source, credentials, controlPlane, ready }, within);
}
