import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stateBucketOf } from "../../bootstrap/addresses";
import { parseSettings } from "../../bootstrap/settings";
import type { Problem } from "../../infra/problems";
import { parseStackFile } from "../project/stack-files";
import type { FactsOrProblems } from "./check";
import { stackFile } from "./paths";

/** What a stack file of the bootstrap says, or why it cannot be deployed. */
export function readFacts(root: string, stack: string): FactsOrProblems {
  const refused = (...problems: readonly Problem[]): FactsOrProblems => ({ stack, problems });
  let text: string;
  try {
    text = readFileSync(join(root, stackFile(stack)), "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return refused({
      path: "",
      message: `cannot be read (${reason})`,
      example: "a file beside bootstrap/Pulumi.yaml",
    });
  }
  const { settings, problems } = parseStackFile(text, stack, (config, name) =>
    parseSettings(config, name, "deployment"),
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
