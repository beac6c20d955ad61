import { z } from "zod";
import { domainName } from "../components/domain-name";
import { boundaryName } from "./boundary-name";

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** AWS: key 1–128, value 0–256 characters, 50 tags a resource; some are added by the components themselves. */
export const tagsSetting = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(tagText)
      .refine((key) => !key.toLowerCase().startsWith("aws:"), "begins with aws:, which AWS keeps for itself")
      .refine((key) => key !== "Stack", "is Stack, by which the deploy roles tell environments apart"),
    z.string().max(256).regex(tagText),
  )
  .superRefine((all, context) => {
    const taken = [
      "Project",
      "Environment",
      "ManagedBy",
      "CostCenter",
      "Stack",
      "Name",
      "Tier",
      "SubnetType",
    ];
    for (const key of Object.keys(all)) {
      const twin = [...taken, ...Object.keys(all)].find(
        (other) => other !== key && other.toLowerCase() === key.toLowerCase(),
      );
      if (twin === undefined) continue;
      const message = `differs from ${twin} by case only; IAM takes the two for one`;
      context.addIssue({ code: "custom", path: [key], message, params: { example: twin } });
    }
  })
  .refine(
    (all) => Object.keys(all).length <= 30,
    "has more than 30 tags; AWS allows 50 and components add theirs",
  );

/**
 * 28 characters leave room for the longest suffix of an S3 or ElastiCache name; no double or closing hyphen, which
 * RDS and load balancers refuse.
 */
export const prefixSetting = z
  .string()
  .min(2)
  .max(28)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    "must be lower-case words joined by single hyphens, at most 28 characters",
  );

export const accountIdSetting = z
  .string()
  .regex(/^\d{12}$/, "must be the account's twelve digits, in quotes");

/** What belongs to the whole environment. Defaults of `prefix` and `tags` follow from the stack's name. */
export const environmentSettings = z.strictObject({
  prefix: prefixSetting.optional().meta({
    description:
      "Begins the names that the program gives, also the cluster's; names it leaves to Pulumi begin with `urr-<stack>`, and so does this unless set.",
    examples: ["urr-prod"],
  }),
  domain: domainName.meta({
    description: "The domain of the site. A deployment refuses the reserved example domains.",
    examples: ["tickets.urr.example.com"],
  }),
  accountId: accountIdSetting.optional().meta({
    description:
      "The only AWS account a deployment may touch. Required by a deployment, not by the offline preview.",
    examples: ["123456789012"],
  }),
  tags: tagsSetting.default({}).meta({
    description:
      "Tags on every resource, beside Stack, and beside Project, Environment, ManagedBy and CostCenter, which they may replace.",
    examples: [{ CostCenter: "ticketing", Team: "platform" }],
  }),
  protect: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Guards what holds data from deletion, and makes findings of medium severity mandatory. Off: everything can be destroyed.",
      examples: [true],
    }),
  permissionsBoundary: z
    .union([
      z.literal(false),
      z.string().regex(/^[\w+=,.@-]{1,128}$/, "must be the name of an IAM policy, or false"),
    ])
    .optional()
    .meta({
      description:
        "Name of the IAM policy that bounds every role of the stack; `urr-bootstrap-boundary-<stack>`, which `bootstrap/` makes, unless set. false: none, which the deploy role of `bootstrap/` refuses.",
      examples: ["urr-bootstrap-boundary-prod"],
    }),
  names: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .meta({
      description: "Physical names by logical name, to adopt what exists or to overrule the automatic name.",
      examples: [{ "operations-archive-bucket": "urr-prod-logs" }],
    }),
});

/** Settings of the environment, every default filled in. */
export interface EnvironmentSettings extends Omit<
  z.output<typeof environmentSettings>,
  "prefix" | "permissionsBoundary"
> {
  readonly prefix: string;
  readonly permissionsBoundary: string | false;
}

/** Fills in what follows from the stack's name. */
export function completeEnvironment(
  environment: z.output<typeof environmentSettings>,
  stack: string,
): EnvironmentSettings {
  const named = environment.prefix ?? `urr-${stack}`;
  return {
    ...environment,
    prefix: named,
    tags: defaultTags(stack, named, environment.tags),
    permissionsBoundary: environment.permissionsBoundary ?? boundaryName(stack),
  };
}

/** The tags of every resource of a stack. `Stack` comes last: roles and boundaries tell environments apart by it. */
export function defaultTags(
  stack: string,
  costCenter: string,
  chosen: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return {
    ...{ Project: "urr", Environment: stack, ManagedBy: "pulumi", CostCenter: costCenter },
    ...chosen,
    Stack: stack,
  };
}
