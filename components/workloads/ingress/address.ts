import * as pulumi from "@pulumi/pulumi";

/** What a cluster tells of an Ingress. An empty list has no field. */
interface Status {
  readonly loadBalancer: {
    readonly ingress?: readonly { readonly hostname?: string }[];
  };
}

/**
 * Where the load balancer of an Ingress answers. Pulumi waits for it before the Ingress counts as made; where none was
 * made in time, a preview does not know it, so that what repairs the Ingress can be deployed.
 *
 * @throws in a deployment, where there is none.
 */
export function addressOf(status: pulumi.Output<Status>): pulumi.Output<string> {
  return status.apply(({ loadBalancer: { ingress } }) => {
    const host = ingress?.[0]?.hostname;
    if (host !== undefined) return host;
    if (pulumi.runtime.isDryRun()) return pulumi.unknown as unknown as string;
    throw new Error("the Ingress has no address: its load balancer was not made");
  });
}

/** What a load balancer is called that answers at the address: `<name>-<number>.<region>.elb.amazonaws.com`. */
export function loadBalancerNameIn(address: string): string {
  return address.replace(/-\d+\.[^.]+\.elb\.amazonaws\.com$/, "");
}
