import { z } from "zod";
import { domainName } from "../../components/domain-name";
import { prefixSetting } from "../../infra/environment";
import { regionSetting } from "../../infra/region";
import { isLegalStack, longestStack } from "../../infra/read-config";
import { branchSetting, environmentSetting, workflowSetting } from "./names";
import { conflicts } from "./stack-conflicts";

const deploy = z
  .strictObject({
    environment: environmentSetting.meta({
      description:
        "GitHub environment that a deploying job runs in; the stack's name unless set. false: none.",
      examples: ["qa"],
    }),
    branch: branchSetting.default("main").meta({
      description: "The only branch that deploys, whatever the GitHub environment admits.",
      examples: ["main"],
    }),
    workflow: workflowSetting.optional().meta({
      description:
        "The only workflow that deploys, by its file on that branch. Any of the branch unless set.",
      examples: [".github/workflows/deploy.yml"],
    }),
  })
  .prefault({})
  .meta({ description: "Who may change the stack.", examples: [{ branch: "main" }] });

const preview = z
  .strictObject({
    role: z
      .boolean()
      .default(true)
      .meta({
        description: "Whether there is a preview role at all. The offline preview needs none.",
        examples: [true],
      }),
    environment: environmentSetting.meta({
      description:
        "GitHub environment that a previewing job runs in; `<stack>-preview` unless set. Its reviewers decide which pull requests get this far.",
      examples: ["qa-preview"],
    }),
    branch: z
      .union([z.literal(false), branchSetting])
      .default("main")
      .meta({
        description:
          "The only branch that previews. false: any, as pull requests need; then the GitHub environment must exist and have reviewers, since nothing else decides.",
        examples: ["main"],
      }),
  })
  .refine((given) => !given.role || given.environment !== false || given.branch !== false, {
    error: "has neither environment nor branch, which would admit any branch of the repository",
    params: { example: { branch: "main" } },
  })
  .prefault({})
  .meta({ description: "Who may look at the stack.", examples: [{ environment: "qa-preview" }] });

const stack = z.strictObject({
  domain: domainName.optional().meta({
    description:
      "The environment's domain: its deploy role may write records of this name and below. None unless set.",
    examples: ["qa.urr.example.com"],
  }),
  prefix: prefixSetting.optional().meta({
    description: "`urr:environment.prefix` of the stack, where its file sets one.",
    examples: ["urr-qa"],
  }),
  copyRegion: regionSetting.optional().meta({
    description:
      "The one further region in which the stack may act: `urr:dataTier.backup.copyTo.region` of its file. None unless set.",
    examples: ["ap-northeast-1"],
  }),
  deploy,
  preview,
});

const stackName = z
  .string()
  .refine(
    isLegalStack,
    `is no name of a stack: lower-case words joined by hyphens, at most ${String(longestStack)} characters`,
  );

/** Stacks of the main program in this account, by name. */
export const stacksSettings = z
  .record(stackName, stack)
  .refine(
    (stacks) => Object.keys(stacks).length <= 49,
    "has more than 49 stacks; the key of their secrets takes 50 aliases, and bootstrap has one",
  )
  .superRefine((stacks, context) => {
    for (const { stack: name, path, message, example } of conflicts(completeStacks(stacks))) {
      context.addIssue({ code: "custom", path: [name, ...path], message, params: { example } });
    }
  });

/** Which jobs of the repository may take a role: those in the environment, and of the branch where one is given. */
export interface Trusted {
  readonly environment: string | false;
  readonly branch: string | undefined;
  /** The workflow's file, where only one may. */
  readonly workflow?: string | undefined;
}

export interface StackAccessSettings {
  readonly domain: string | undefined;
  readonly prefix: string | undefined;
  readonly copyRegion: string | undefined;
  readonly deploy: Trusted & { readonly branch: string };
  /** Undefined where nobody previews with a role. */
  readonly preview: Trusted | undefined;
}

/** Fills in what follows from a stack's name. */
export function completeStacks(
  stacks: Readonly<Record<string, z.output<typeof stack>>>,
): Readonly<Record<string, StackAccessSettings>> {
  return Object.fromEntries(
    Object.entries(stacks).map(
      ([name, { deploy: deploys, preview: previews, domain, prefix, copyRegion }]) => [
        name,
        {
          ...{ domain, prefix, copyRegion },
          deploy: { ...deploys, environment: deploys.environment ?? name },
          preview: previews.role
            ? {
                environment: previews.environment ?? `${name}-preview`,
                branch: previews.branch === false ? undefined : previews.branch,
              }
            : undefined,
        },
      ],
    ),
  );
}
