import { z } from "zod";
import { withoutRepeats } from "../checked";
import { refusing, whenSound } from "../contradiction";
import { blockProblems, endpointProblems, outboundProblems, roomProblems } from "./settings-problems";
import { profiles, type AddressProfile } from "./addresses";
import { formatCidr, isNetwork, networkOf, overlap, parseCidr } from "../cidr";
import { gatewayServices, interfaceNames, interfaceServices } from "./endpoint-services";

/** This host, loopback, link-local, multicast and above: https://www.iana.org/assignments/iana-ipv4-special-registry */
const reservedBlocks = [
  { first: 0, prefix: 8 },
  { first: 127 * 2 ** 24, prefix: 8 },
  { first: 169 * 2 ** 24 + 254 * 2 ** 16, prefix: 16 },
  { first: 224 * 2 ** 24, prefix: 3 },
];

/** AWS accepts blocks from /16 to /28: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const vpcBlock = z.string().superRefine((text, context) => {
  const block = parseCidr(text);
  const refuse = (message: string, example: string) => {
    context.addIssue({ code: "custom", message, params: { example } });
  };
  if (block === undefined) {
    refuse("is not an IPv4 block in the form a.b.c.d/prefix", "10.0.0.0/16");
  } else if (block.prefix < 16 || block.prefix > 28) {
    refuse(`has a prefix of /${String(block.prefix)}; AWS takes /16 to /28`, "10.0.0.0/16");
  } else if (reservedBlocks.some((reserved) => overlap(reserved, block))) {
    refuse("lies in a range that is reserved for other purposes", "10.0.0.0/16");
  } else if (!isNetwork(block)) {
    refuse("is an address inside a block, not the block itself", formatCidr(networkOf(block)));
  }
});

const zone = z.enum(["a", "b", "c", "d", "e", "f"]);

const endpoints = z.strictObject({
  gateway: z
    .array(z.enum(gatewayServices))
    .superRefine(withoutRepeats)
    .default([...gatewayServices])
    .meta({
      description: "Gateway endpoints, attached to every route table. They cost nothing.",
      examples: [["s3", "dynamodb"]],
    }),
  interface: z
    .array(z.enum(interfaceNames))
    .superRefine(withoutRepeats)
    .default(interfaceNames.filter((service) => interfaceServices[service].byDefault))
    .meta({
      description:
        "Interface endpoints in the app tier, one address per zone. Each costs by the hour and zone.",
      examples: [["ec2", "ecr.api", "ecr.dkr"]],
    }),
});

const flowLogs = z.strictObject({
  destination: z
    .enum(["cloudwatch", "s3"])
    .default("cloudwatch")
    .meta({
      description:
        "`cloudwatch` for searching within minutes, `s3` for less money. Retention is set in urr:operations.",
      examples: ["cloudwatch"],
    }),
  traffic: z
    .enum(["ALL", "ACCEPT", "REJECT"])
    .default("ALL")
    .meta({
      description: "Which flows are recorded.",
      examples: ["ALL"],
    }),
});

const each = z.strictObject({
  cidr: vpcBlock.default("10.0.0.0/16").meta({
    description:
      "The VPC's IPv4 block, /16 to /28. Every subnet's address follows from it; it cannot change later.",
    examples: ["10.0.0.0/16"],
  }),
  extraCidrs: z
    .array(vpcBlock)
    .max(4)
    .default([])
    .meta({
      description:
        "Further blocks of the VPC, for subnets that others add; the endpoints admit them. At most four: AWS allows five blocks in a VPC.",
      examples: [["100.64.0.0/16"]],
    }),
  zones: z
    .array(zone)
    .min(1)
    .max(6)
    .superRefine(withoutRepeats)
    .default(["a", "b", "c"])
    .meta({
      description:
        "Letters of the availability zones, first to last. The position gives a zone its addresses, so only append.",
      examples: [["a", "b", "c"]],
    }),
  profile: z
    .enum(Object.keys(profiles) as [AddressProfile, ...AddressProfile[]])
    .default("s1")
    .meta({
      description:
        "Address plan: `s1` the reference layout of /24s, `wide` with a /19 per zone for pods, `threeTier` the guide's ranges.",
      examples: ["s1"],
    }),
  nat: z
    .enum(["perZone", "single", "none"])
    .default("perZone")
    .meta({
      description:
        "NAT gateways: one in every zone, one for all (cheaper, one zone can cut all off), or none.",
      examples: ["perZone"],
    }),
  dbOutbound: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Gives the db tier, and it alone, a route out through NAT, for extensions that call out. The policies ask for an exception with a reason.",
      examples: [false],
    }),
  endpoints: endpoints.prefault({}),
  flowLogs: flowLogs.prefault({}),
});

/** Settings of the Network, every default filled in. */
export type NetworkSettings = z.output<typeof each>;

export const networkSettings = each
  .superRefine(refusing(roomProblems), whenSound("cidr", "profile", "zones"))
  .superRefine(refusing(blockProblems), whenSound("cidr", "extraCidrs"))
  .superRefine(refusing(endpointProblems), whenSound("nat", "endpoints"))
  .superRefine(refusing(outboundProblems), whenSound("nat", "dbOutbound"));
