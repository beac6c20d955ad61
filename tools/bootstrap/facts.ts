import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { stateBucketOf } from "../../bootstrap/addresses";
import { parseSettings } from "../../bootstrap/settings";
import type { Problem } from "../../infra/problems";
import type { FactsOrProblems } from "./check";
import { stackFile } from "./commands";

const stackFileContent = z.object({ config: z.record(z.string(), z.unknown()) });

/** What the bootstrap's stack file says, or why it cannot be deployed. */
export function readFacts(root: string): FactsOrProblems {
  let content: unknown;
  try {
    content = parse(readFileSync(join(root, stackFile), "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1).join("") : String(error);
    return refused({ path: "", message: `cannot be read: ${reason}`, example: "config: {aws:region: …}" });
  }
  const file = stackFileContent.safeParse(content);
  if (!file.success) {
    return refused({ path: "config", message: "is required", example: "config: {aws:region: …}" });
  }
  const { settings, problems } = parseSettings(file.data.config, "bootstrap", "deployment");
  if (settings === undefined) return { problems };
  const accountId = settings.account.id;
  if (accountId === undefined) {
    return refused({ path: "urr:account.id", message: "is required", example: '"123456789012"' });
  }
  return {
    facts: {
      accountId,
      region: settings.region,
      bucket: settings.state.bucket ?? stateBucketOf(accountId),
      stacks: Object.keys(settings.stacks),
      domains: Object.keys(settings.dns.zones),
    },
  };
}

function refused(problem: Problem): FactsOrProblems {
  return { problems: [problem] };
}
