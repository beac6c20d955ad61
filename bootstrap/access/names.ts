import { z } from "zod";

/** https://docs.github.com/en/actions/reference/security/oidc */
export const repositorySetting = z.string().superRefine((name, context) => {
  if (name.includes("*") || name.includes("?")) {
    const message = "has a wildcard, which would admit every repository that matches it; name one";
    context.addIssue({ code: "custom", message });
  } else if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*(_[A-Za-z0-9]+)?\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(name)) {
    context.addIssue({
      code: "custom",
      message: "is not owner/name, as in the repository's address on GitHub",
    });
  }
});

export const branchSetting = z
  .string()
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

/** The name of a GitHub environment, or that there is none. */
export const environmentSetting = z.union([z.literal(false), environment]).optional();

/** A workflow's file, from the root of its repository. */
export const workflowSetting = z
  .string()
  .regex(
    /^\.github\/workflows\/[\w.-]+\.ya?ml$/,
    "is no workflow's file: .github/workflows/<name>.yml, without a wildcard",
  );
