import { z } from "zod";
import { formatCidr, isNetwork, networkOf, parseCidr } from "../cidr";

/** A sixteenth of the internet is no list of anybody's networks. */
const shortestPrefix = 8;

/** Blocks of addresses that are let in, or counted apart: none that means everybody. */
export const allowList = z.array(
  z.string().superRefine((text, context) => {
    const block = parseCidr(text);
    const refuse = (message: string, example: string) => {
      context.addIssue({ code: "custom", message, params: { example } });
    };
    if (block === undefined) {
      refuse("is not an IPv4 block in the form a.b.c.d/prefix", "198.51.100.0/24");
    } else if (block.prefix < shortestPrefix) {
      refuse(
        `admits ${block.prefix === 0 ? "everybody" : "a large part of the internet"}; name the networks, from /${String(shortestPrefix)} to /32`,
        "198.51.100.0/24",
      );
    } else if (!isNetwork(block)) {
      refuse("is an address inside a block, not the block itself", formatCidr(networkOf(block)));
    }
  }),
);
