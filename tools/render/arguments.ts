import { chosenStack } from "../project/choose-stack";
import { givenArguments } from "../project/given-arguments";

export const usage = `Writes the services' objects of an environment as YAML, for Argo CD to take from a repository. It evaluates settings
alone; it asks nobody.

  npm run render -- <stack>                  into the folder of \`urr:workloads.argocd.path\`, deploy/<stack> unless set
  npm run render -- <stack> --out <folder>   into another one
  npm run render -- <stack> --check          writes nothing, and fails where the folder is not as it would be written

objects/ has one file for each service and for what services share. applications/ has an Application of Argo CD for
each of them, where \`urr:workloads.delivery\` is argocd. Files that an earlier run wrote and that are not needed any
more are removed; others are left alone.

Nothing that only AWS knows stands in them, and no secret.

Exit code: 0 fine, 1 the settings are wrong or --check found a difference, 2 usage.`;

/** An environment, and its file. */
interface StackName {
  readonly name: string;
  readonly file: string;
}

export type Wish =
  | { readonly kind: "help" }
  | {
      readonly kind: "render";
      readonly stack: StackName;
      readonly out: string | undefined;
      readonly check: boolean;
    }
  | { readonly kind: "problem"; readonly text: string };

/** @param known the environments that have a file. */
export function wishOf(args: readonly string[], known: readonly StackName[]): Wish {
  const given = givenArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: "string" },
      check: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (typeof given === "string") return { kind: "problem", text: given };
  const { positionals, values } = given;
  if (values.help) return { kind: "help" };
  const { problem, stack } = chosenStack(positionals, known);
  if (problem !== undefined) return { kind: "problem", text: problem };
  if (values.out === "") return { kind: "problem", text: "--out names a folder" };
  return { kind: "render", stack, out: values.out, check: values.check };
}
