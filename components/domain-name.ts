import { z } from "zod";

/** A domain name as DNS has it, in lower case. */
export const domainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
    "must be a lower-case domain name without a scheme, port or closing dot",
  );
