import { stableHex } from "../fake-ids";
import { nameServersOf, upperId } from "./dns";
import { text } from "./answer";

export interface Invoked {
  readonly args: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly account: string;
}

/** What AWS's own prefix lists count for in a quota: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
const prefixListWeights: Readonly<Record<string, number>> = {
  "com.amazonaws.global.cloudfront.origin-facing": 55,
  "com.amazonaws.global.ipv6.cloudfront.origin-facing": 55,
};

/** What each function the program calls answers. A function that is missing here fails by its name, as does a question without an answer. */
export const invokeAnswers: Readonly<
  Record<string, (invoked: Invoked) => Readonly<Record<string, unknown>> | undefined>
> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ account }) => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:role/offline-preview`,
    userId: "AROAOFFLINEPREVIEW",
  }),
  // Which build is current only AWS knows; this one says that nobody asked.
  "aws:eks/getAddonVersion:getAddonVersion": ({ args, region }) => ({
    ...args,
    id: args["addonName"],
    region,
    version: "v0.0.0-eksbuild.0",
  }),
  // A zone that nobody knows by its id has no name here, so that it is asked for by name.
  "aws:route53/getZone:getZone": ({ args }) => {
    const name = text(args, "name").replace(/\.$/, "").toLowerCase();
    if (name === "") return undefined;
    const zoneId = upperId("Z", `zone ${name}`);
    const nameServers = nameServersOf(zoneId);
    return {
      ...args,
      ...{ id: zoneId, zoneId, name, nameServers },
      arn: `arn:aws:route53:::hostedzone/${zoneId}`,
      primaryNameServer: nameServers[0],
      privateZone: false,
    };
  },
  "aws:lb/getLoadBalancer:getLoadBalancer": ({ account, args, region }) => {
    const name = text(args, "name");
    if (name === "") return undefined;
    const arnSuffix = `app/${name}/${stableHex(`load balancer ${name}`, 16)}`;
    const arn = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${arnSuffix}`;
    return { ...args, ...{ id: arn, arn, arnSuffix, name } };
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ args, region }) => {
    const name = text(args, "name");
    const maxEntries = prefixListWeights[name];
    if (maxEntries === undefined) return undefined;
    const where = text(args, "region", region);
    const id = `pl-${stableHex(`${where} ${name}`, 8)}`;
    return {
      ...{ ...args, id, name, maxEntries, region: where, ownerId: "AWS" },
      addressFamily: name.includes(".ipv6.") ? "IPv6" : "IPv4",
      arn: `arn:aws:ec2:${where}:aws:prefix-list/${id}`,
    };
  },
};
