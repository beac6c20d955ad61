import { z } from "zod";
import { repositorySetting } from "./names";

const identifier = z.int().positive().optional();

/** The repository whose workflows may deploy. */
export const githubSettings = z
  .strictObject({
    repository: repositorySetting.meta({
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

export type GithubSettings = z.output<typeof githubSettings>;
