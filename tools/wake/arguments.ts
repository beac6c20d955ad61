import { chosenStack } from "../project/choose-stack";
import { givenArguments } from "../project/given-arguments";

export const usage = `Brings back an environment that is stopped out of hours: its nodes and its database.

  npm run wake -- <stack>             asks AWS to start both, and waits until they are up: some ten minutes
  npm run wake -- <stack> --dry-run   prints the AWS commands that would do it; asks nobody, needs no login

It is stopped again at the next evening stop of urr:operations.workingHours, which comes every day.
Ctrl-C ends the waiting, not the start; the same command again goes on from there.

Rights, beside a login for the AWS CLI:
  eks:ListNodegroups, eks:DescribeNodegroup, eks:UpdateNodegroupConfig, autoscaling:DescribeAutoScalingGroups,
  rds:DescribeDBInstances, rds:StartDBInstance

Exit code: 0 up, or never stopped, 1 settings or AWS refused or it took too long, 2 usage, 130 Ctrl-C.`;

export type Wish =
  | { readonly help: true; readonly stack?: never; readonly problem?: never }
  | { readonly help: false; readonly stack: string; readonly dryRun: boolean; readonly problem?: never }
  | { readonly help?: never; readonly stack?: never; readonly problem: string };

/** @param known the environments that have a file. */
export function wishOf(args: readonly string[], known: () => readonly string[]): Wish {
  const given = givenArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (typeof given === "string") return { problem: given };
  const { positionals, values } = given;
  if (values.help) return { help: true };
  const { problem, stack } = chosenStack(
    positionals,
    known().map((name) => ({ name })),
  );
  if (problem !== undefined) return { problem };
  return { help: false, stack: stack.name, dryRun: values["dry-run"] };
}
