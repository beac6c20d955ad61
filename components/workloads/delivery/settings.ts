import { z } from "zod";
import { checked } from "../../checked";
import type { Contradiction } from "../../contradiction";

const exampleRepository = "https://git.example.com/urr/deployments.git";

/** https://git-scm.com/docs/git-clone#_git_urls in the forms that Argo CD signs in to. */
function repositoryProblem(text: string): string | undefined {
  if (/^https:\/\/[^/\s]*@/.test(text)) {
    return "has a user or a password in it: `credentials` says that Argo CD signs in, and Secrets Manager with what";
  }
  const isOverTls = /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[\w.~-]+)+$/i.test(text);
  const isOverSsh =
    /^ssh:\/\/[\w.-]+@[a-z0-9.-]+(:\d+)?(\/[\w.~-]+)+$/i.test(text) ||
    /^[\w.-]+@[a-z0-9.-]+:[\w.~-]+(\/[\w.~-]+)+$/i.test(text);
  return isOverTls || isOverSsh ? undefined : "is no address of a Git repository over HTTPS or SSH";
}

/** https://git-scm.com/docs/git-check-ref-format, and hashes of commits. */
const revisionProblem = (text: string) =>
  /^[A-Za-z0-9][\w./-]*$/.test(text) && !/\.\.|\/\/|\/$|\.lock$|\.$/.test(text)
    ? undefined
    : "is no branch, tag or commit";

const pathProblem = (text: string) =>
  /^[\w.-]+(\/[\w.-]+)*$/.test(text) && !text.split("/").some((part) => /^\.+$/.test(part))
    ? undefined
    : "must be a folder of the repository, without a slash before or behind it";

/** Where Argo CD takes the services' objects from, and whether it waits for a person. */
export const argocdSettings = z.strictObject({
  repository: checked(repositoryProblem, exampleRepository)
    .optional()
    .meta({
      description:
        "Git repository to which what `npm run render` writes is pushed; required where `delivery` is `argocd`.",
      examples: [exampleRepository],
    }),
  revision: checked(revisionProblem, "main")
    .default("main")
    .meta({ description: "Branch, tag or commit that Argo CD follows.", examples: ["main"] }),
  path: checked(pathProblem, "deploy/blue")
    .optional()
    .meta({
      description: "Folder of the repository with the environment's files; `deploy/<stack>` unless set.",
      examples: ["deploy/blue"],
    }),
  credentials: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Whether Argo CD signs in to the repository: with the secret `<prefix>/argocd-repository` in Secrets Manager, which is made empty, and into which an operator puts JSON of `username` and `password`, or of `sshPrivateKey`.",
      examples: [true],
    }),
  sync: z
    .enum(["manual", "automated"])
    .default("manual")
    .meta({
      description:
        "Whether what is pushed is brought into the cluster at once, or when a person says so. A blue/green service is switched over by a person in either case.",
      examples: ["automated"],
    }),
  prune: z
    .boolean()
    .default(true)
    .meta({
      description: "With `sync: automated`, whether what has gone from the repository goes from the cluster.",
      examples: [true],
    }),
  selfHeal: z
    .boolean()
    .default(true)
    .meta({
      description: "With `sync: automated`, whether what somebody changed in the cluster is put back.",
      examples: [true],
    }),
});

export type ArgoCdSettings = z.output<typeof argocdSettings>;

interface Compared {
  readonly delivery: "argocd" | "pulumi";
  readonly argocd: ArgoCdSettings;
}

/** Paths are those of `urr:workloads`. */
export function deliveryProblems({ argocd, delivery }: Compared): readonly Contradiction[] {
  if (delivery !== "argocd" || argocd.repository !== undefined) return [];
  const message = "is required where delivery is argocd, which takes the services' objects from there";
  return [{ path: ["argocd", "repository"], message, example: exampleRepository }];
}

/** Without AWS there is no Secrets Manager. Paths are those of `urr:workloads.argocd`. */
export function loginInsideProblems({
  credentials,
}: Pick<ArgoCdSettings, "credentials">): readonly Contradiction[] {
  if (!credentials) return [];
  const message = "needs Secrets Manager, which a cluster without AWS does not have";
  return [{ path: ["credentials"], message, example: false }];
}
