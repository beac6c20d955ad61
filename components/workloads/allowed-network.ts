import { z } from "zod";
import { formatCidr, isNetwork, networkOf, parseCidr } from "../cidr";

/** A sixteenth of the internet is no list of anybody's networks. */
const shortestPrefix = 8;

/** A network that is let in: none that means everybody. */
export const allowedNetwork = z.string().superRefine((text, context) => {
  const block = parseCidr(text);
  const refuse = (message: string, example: string) => {
    context.addIssue({ code: "custom", message, params: { example } });
  };
  if (block === undefined) refuse("is no IPv4 network", "198.51.100.0/24");
  else if (block.prefix < shortestPrefix) refuse("admits a large part of the internet", "198.51.100.0/24");
  else if (!isNetwork(block)) refuse("is an address in a network", formatCidr(networkOf(block)));
});
