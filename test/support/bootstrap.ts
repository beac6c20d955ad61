import { join } from "node:path";
import { parseSettings } from "../../bootstrap/settings";
import { bootstrap } from "../../tools/project/bootstrap";
import { readProject } from "../../tools/project/project-file";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { Graph } from "./graph";
import { projectRoot } from "./stacks";

export type Config = Readonly<Record<string, unknown>>;

export const github = { repository: "acme/tickets", ownerId: 123456, repositoryId: 456789 };

/** A stack file of bootstrap with two environments, which a test adds to. */
export const config = (more: Config = {}): Config => ({
  "aws:region": "ap-northeast-2",
  "urr:dns": { zones: { "acme.kr": {} } },
  "urr:github": github,
  "urr:stacks": { qa: { domain: "qa.acme.kr" }, perf: {} },
  ...more,
});

/** Bootstrap as it registers with such a stack file. */
export async function evaluatedBootstrap(more: Config = {}) {
  const { settings, problems } = parseSettings(config(more), "bootstrap");
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  const project = readProject(join(projectRoot, "bootstrap"));
  const stack = {
    ...bootstrap(settings),
    name: "bootstrap",
    file: "bootstrap/Pulumi.bootstrap.yaml",
    project,
  };
  const { resources, outputs, problems: failures } = await evaluateStack(stack, "update");
  if (failures.length > 0) throw new Error(failures.join("; "));
  return { graph: new Graph(resources), outputs };
}
