import { stateBucketOf } from "../../bootstrap/addresses";
import { parseSettings } from "../../bootstrap/settings";
import type { Problem } from "../../infra/problems";
import { readStackFile } from "../project/read-stack-file";
import type { FactsOrProblems } from "./check";
import { stackFile } from "./paths";

/** What a stack file of the bootstrap says, or why it cannot be deployed. */
export function readFacts(root: string, stack: string): FactsOrProblems {
  const refused = (...problems: readonly Problem[]): FactsOrProblems => ({ stack, problems });
  const { settings, problems } = readStackFile(
    root,
    { name: stack, file: stackFile(stack) },
    (config, name) => parseSettings(config, name, "deployment"),
  );
  if (settings === undefined) return refused(...problems);
  const accountId = settings.account.id;
  if (accountId === undefined) {
    return refused({ path: "urr:account.id", message: "is required", example: '"123456789012"' });
  }
  return {
    facts: {
      stack,
      accountId,
      region: settings.region,
      bucket: settings.state.bucket ?? stateBucketOf(accountId),
      stacks: Object.keys(settings.stacks),
      domains: Object.keys(settings.dns.zones),
    },
  };
}
