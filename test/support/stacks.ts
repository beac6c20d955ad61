import { join } from "node:path";
import type { Settings } from "../../infra/settings";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import type { Evaluation } from "../../tools/offline/evaluate";
import type { MonitorOptions } from "../../tools/offline/answered";
import { readProject } from "../../tools/project/project-file";
import { readStackFile, stacksIn } from "../../tools/project/stack-files";

export const projectRoot = join(__dirname, "..", "..");
/** Every stack that has a file: a new one is under the laws as soon as it is there. */
export const stacks = stacksIn(projectRoot);

export function settingsOf(stack: string): Settings {
  const { settings, problems } = readStackFile(projectRoot, stack);
  if (settings === undefined) throw new Error(`Pulumi.${stack}.yaml: ${JSON.stringify(problems)}`);
  return settings;
}

const evaluations = new Map<string, Promise<Evaluation>>();

/** A stack of this project, evaluated once per mode. */
export function evaluated(stack: string, mode: MonitorOptions["mode"] = "update"): Promise<Evaluation> {
  const key = `${stack} ${mode}`;
  const evaluation = evaluations.get(key) ?? evaluateStack(readProject(projectRoot), settingsOf(stack), mode);
  evaluations.set(key, evaluation);
  return evaluation;
}
