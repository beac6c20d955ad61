import { z } from "zod";
import { usageSetting } from "../../components/operations/usage";
import { accountIdSetting, tagsSetting } from "../../infra/environment";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html, and not like an account's id */
const alias = z
  .string()
  .min(3)
  .max(63)
  .regex(
    /^(?!\d{12}$)[a-z0-9]+(-[a-z0-9]+)*$/,
    "must be lower-case letters and digits joined by single hyphens, and no account id",
  );

/** Services whose role in the account is better there before they are first used. */
const serviceRoles = ["rds", "spot"] as const;

/** The account as a whole: what guards it, and what it has only one of. */
export const accountSettings = z.strictObject({
  id: accountIdSetting.optional().meta({
    description:
      "The only AWS account a deployment may touch. Required by a deployment, not by the offline preview.",
    examples: ["123456789012"],
  }),
  alias: alias.optional().meta({
    description: "Stands for the account's id in the address of the console's sign-in page. None unless set.",
    examples: ["urr-platform"],
  }),
  protect: z
    .boolean()
    .default(true)
    .meta({ description: "Guards state, keys and zones from deletion.", examples: [true] }),
  tags: tagsSetting.default({}).meta({
    description: "Tags on every resource, as in an environment's stack file.",
    examples: [{ CostCenter: "platform" }],
  }),
  alarmEmail: z
    .email()
    .optional()
    .meta({
      description: "Who is told when DNSSEC needs attention. Required by a deployment with a signed zone.",
      examples: ["oncall@urr.example.com"],
    }),
  usage: usageSetting.prefault({}),
  blockPublicBuckets: z
    .boolean()
    .default(true)
    .meta({
      description: "No S3 bucket of the account can be public. Off where the account serves public buckets.",
      examples: [true],
    }),
  blockPublicImages: z
    .boolean()
    .default(true)
    .meta({
      description: "No machine image and no disk snapshot of the region can be shared with the public.",
      examples: [true],
    }),
  encryptVolumes: z
    .boolean()
    .default(true)
    .meta({ description: "New disks of the region are encrypted, whoever makes them.", examples: [true] }),
  apiGatewayLogs: z
    .boolean()
    .default(true)
    .meta({
      description: "API Gateway of the region may write logs. Off where another program has seen to it.",
      examples: [true],
    }),
  serviceRoles: z
    .array(z.enum(serviceRoles))
    .refine((services) => new Set(services).size === services.length, "names a service twice")
    .default(["rds"])
    .meta({
      description:
        "Service-linked roles that an empty account lacks: `rds`, for which the first database and its proxy would race, and `spot`, which Karpenter cannot make. Leave out what the account has; AWS refuses to make it twice.",
      examples: [["rds", "spot"]],
    }),
});

export type AccountSettings = z.output<typeof accountSettings>;
