import type * as pulumi from "@pulumi/pulumi";

/**
 * Gives what a packaged VPC creates names of the environment: `network-vpc-app-2a` becomes `urr-prod-app-2a`.
 *
 * The VPC component builds its Name tags from its logical name and takes no other; without this every stack of an
 * account shows the same names. To be removed once the component has an argument for it.
 */
export function environmentNames(vpcName: string, prefix: string): pulumi.ResourceTransform {
  return ({ props, opts }) => {
    const tags = props["tags"] as Readonly<Record<string, unknown>> | undefined;
    const name = tags?.["Name"];
    if (typeof name !== "string" || !name.startsWith(vpcName)) return undefined;
    return { props: { ...props, tags: { ...tags, Name: `${prefix}${name.slice(vpcName.length)}` } }, opts };
  };
}
