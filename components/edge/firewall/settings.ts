import { z } from "zod";
import { withoutRepeats } from "../../checked";
import { allowList } from "../cidrs";

/** Rules of the core rule set that are known to hit innocent requests: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const coreRules = [
  ...["NoUserAgent_HEADER", "UserAgent_BadBots_HEADER", "SizeRestrictions_QUERYSTRING"],
  ...["SizeRestrictions_Cookie_HEADER", "SizeRestrictions_BODY", "SizeRestrictions_URIPATH"],
  ...["EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_URIPATH"],
  ...["EC2MetaDataSSRF_QUERYARGUMENTS", "GenericLFI_QUERYARGUMENTS", "GenericLFI_URIPATH"],
  ...["GenericLFI_BODY", "RestrictedExtensions_URIPATH", "RestrictedExtensions_QUERYARGUMENTS"],
  ...["GenericRFI_QUERYARGUMENTS", "GenericRFI_BODY", "GenericRFI_URIPATH", "CrossSiteScripting_COOKIE"],
  ...["CrossSiteScripting_QUERYARGUMENTS", "CrossSiteScripting_BODY", "CrossSiteScripting_URIPATH"],
] as const;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html */
const rate = { least: 10, most: 2_000_000_000 };

export const firewallSettings = z.strictObject({
  rateLimit: z
    .int()
    .min(rate.least)
    .max(rate.most)
    .default(2_000)
    .meta({
      description:
        "Requests of one address in five minutes; more are refused until it is quieter. Not counted: static files and the waiting room's status.",
      examples: [2_000],
    }),
  loadTestCidrs: allowList
    .max(100)
    .superRefine(withoutRepeats)
    .default([])
    .meta({
      description:
        "Networks that a load test comes from: they are not counted and not asked for a browser. Remove them after the test.",
      examples: [["198.51.100.7/32"]],
    }),
  botControl: z
    .enum(["none", "joins", "site"])
    .default("joins")
    .meta({
      description:
        "Whether AWS tells bots from browsers: for who asks for a place in the waiting room, for everything that is not static, or not at all. It costs by the month and by the request that is looked at.",
      examples: ["joins"],
    }),
  joinsBeforeCaptcha: z
    .int()
    .min(rate.least)
    .max(rate.most)
    .default(100)
    .meta({
      description:
        "Places that one address may ask for in five minutes before each further one needs a puzzle solved. An office or a mobile network is one address for many people, so that nobody is refused.",
      examples: [100],
    }),
  countOnly: z
    .array(z.enum(coreRules))
    .superRefine(withoutRepeats)
    .default([])
    .meta({
      description: "Rules of the core rule set that count what they find, and refuse nothing.",
      examples: [["SizeRestrictions_BODY"]],
    }),
});

/** Settings of the firewall, every default filled in. */
export type FirewallSettings = z.output<typeof firewallSettings>;
