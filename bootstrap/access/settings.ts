import { z } from "zod";
import { domainSetting, prefixSetting } from "../../infra/environment";
import { isLegalStack } from "../../infra/read-config";

/** https://docs.github.com/en/actions/reference/security/oidc */
const repository = z.string().superRefine((name, context) => {
  if (name.includes("*") || name.includes("?")) {
    const message = "has a wildcard, which would admit every repository that matches it; name one";
    context.addIssue({ code: "custom", message });
  } else if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name)) {
    context.addIssue({
      code: "custom",
      message: "is not owner/name, as in the repository's address on GitHub",
    });
  }
});

const branch = z
  .string()
  .min(1)
  .max(255)
  .superRefine((name, context) => {
    const report = (message: string, example: string) => {
      context.addIssue({ code: "custom", message, params: { example } });
    };
    if (/[*?]/.test(name)) {
      report("has a wildcard, which would admit branches that anybody can make; name one", "main");
    } else if (name.startsWith("refs/")) {
      report("is a ref; give the branch alone", name.replace(/^refs\/(heads\/)?/, "") || "main");
    } else if (!/^(?!\/)(?!.*(\.\.|\/\/|@\{))[\w./+=@#-]+(?<![/.])$/.test(name)) {
      report("is no name of a branch", "main");
    }
  });

const environment = z
  .string()
  .min(1)
  .max(255)
  .superRefine((name, context) => {
    if (/[*?]/.test(name)) {
      const message = "has a wildcard, which would admit environments that anybody can make; name one";
      context.addIssue({ code: "custom", message, params: { example: "release" } });
    } else if (!/^[\w.-]+$/.test(name)) {
      const message =
        "must be letters, digits, dots, hyphens and underscores; GitHub writes others differently in a token";
      context.addIssue({ code: "custom", message, params: { example: "release" } });
    }
  });

const environmentOrNone = z.union([z.literal(false), environment]).optional();

const identifier = z.int().positive().optional();

/** The repository whose workflows may deploy. */
export const githubSettings = z
  .strictObject({
    repository: repository.meta({
      description: "Owner and name, spelled as on GitHub.",
      examples: ["example-org/urr-infrastructure"],
    }),
    ownerId: identifier.meta({
      description:
        "The owner's number, so that nobody who takes over the name is trusted: `gh api repos/<owner>/<name> --jq .owner.id`. Required by a deployment.",
      examples: [123456],
    }),
    repositoryId: identifier.meta({
      description:
        "The repository's number: `gh api repos/<owner>/<name> --jq .id`. Required by a deployment.",
      examples: [456789],
    }),
    provider: z
      .enum(["create", "existing"])
      .default("create")
      .meta({
        description:
          "`existing` where the account already has GitHub's identity provider; it can have one only.",
        examples: ["create"],
      }),
  })
  .superRefine(({ ownerId, repositoryId }, context) => {
    if ((ownerId === undefined) === (repositoryId === undefined)) return;
    const missing = ownerId === undefined ? "ownerId" : "repositoryId";
    const message = "is required beside the other number: a token carries both";
    context.addIssue({ code: "custom", path: [missing], message });
  });

const stack = z.strictObject({
  domain: domainSetting.optional().meta({
    description:
      "The environment's domain: its deploy role may write records of this name and below. None unless set.",
    examples: ["qa.urr.example.com"],
  }),
  prefix: prefixSetting.optional().meta({
    description: "`urr:environment.prefix` of the stack, where its file sets one.",
    examples: ["urr-qa"],
  }),
  deploy: z
    .strictObject({
      environment: environmentOrNone.meta({
        description:
          "GitHub environment that a deploying job runs in; the stack's name unless set. false: none.",
        examples: ["qa"],
      }),
      branch: branch.default("main").meta({
        description: "The only branch that deploys, whatever the GitHub environment admits.",
        examples: ["main"],
      }),
    })
    .prefault({})
    .meta({ description: "Who may change the stack.", examples: [{ branch: "main" }] }),
  preview: z
    .strictObject({
      environment: environmentOrNone.meta({
        description:
          "GitHub environment that a previewing job runs in; `<stack>-preview` unless set. Its reviewers decide which pull requests get this far.",
        examples: ["qa-preview"],
      }),
      branch: branch.optional().meta({
        description:
          "The only branch that previews. None unless set: pull requests have branches of their own.",
        examples: ["main"],
      }),
    })
    .refine(({ environment: named, branch: chosen }) => named !== false || chosen !== undefined, {
      error: "has neither environment nor branch, which would admit any branch of the repository",
      params: { example: { branch: "main" } },
    })
    .prefault({})
    .meta({ description: "Who may look at the stack.", examples: [{ environment: "qa-preview" }] }),
});

/** Stacks of the main program in this account, by name. */
export const stacksSettings = z
  .record(
    z
      .string()
      .refine(
        isLegalStack,
        "is no name of a stack: lower-case words joined by hyphens, at most 24 characters",
      )
      .refine((name) => name !== "bootstrap", "is bootstrap, whose own roles and keys begin so"),
    stack,
  )
  .superRefine((stacks, context) => {
    for (const [name, { prefix }] of Object.entries(stacks)) {
      for (const [other, { prefix: otherPrefix }] of Object.entries(stacks)) {
        if (name === other) continue;
        const clash = namespaces(name, prefix).find((mine) =>
          namespaces(other, otherPrefix).some((theirs) => mine === theirs || mine.startsWith(`${theirs}-`)),
        );
        if (clash === undefined) continue;
        const message = `has names that begin with ${clash}, as those of ${other} may: the deploy role of ${other} could change them`;
        context.addIssue({ code: "custom", path: [name], message, params: { example: "qa and perf" } });
      }
    }
  });

/** What the names of a stack's resources begin with. */
export function namespaces(name: string, prefix: string | undefined): readonly string[] {
  return [...new Set([`urr-${name}`, prefix ?? `urr-${name}`])];
}

/** Which jobs of the repository may take a role: those in the environment, and of the branch where one is given. */
export interface Trusted {
  readonly environment: string | false;
  readonly branch: string | undefined;
}

export interface StackAccessSettings {
  readonly domain: string | undefined;
  readonly prefix: string | undefined;
  readonly deploy: Trusted & { readonly branch: string };
  readonly preview: Trusted;
}

/** Fills in what follows from a stack's name. */
export function completeStacks(
  stacks: z.output<typeof stacksSettings>,
): Readonly<Record<string, StackAccessSettings>> {
  return Object.fromEntries(
    Object.entries(stacks).map(([name, { domain, prefix, deploy, preview }]) => [
      name,
      {
        domain,
        prefix,
        deploy: { environment: deploy.environment ?? name, branch: deploy.branch },
        preview: { environment: preview.environment ?? `${name}-preview`, branch: preview.branch },
      },
    ]),
  );
}

export type GithubSettings = z.output<typeof githubSettings>;
