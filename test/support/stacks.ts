import { join } from "node:path";
import { isLaptop } from "../../infra/laptop";
import { parseSettings, type Settings } from "../../infra/settings";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import type { Evaluation } from "../../tools/offline/evaluate";
import type { MonitorOptions } from "../../tools/offline/answered";
import { platform } from "../../tools/project/platform";
import type { Stack } from "../../tools/project/stack";
import { readStackFile } from "../../tools/project/read-stack-file";
import { readStack, stacksIn } from "../../tools/project/stack-files";

export const projectRoot = join(__dirname, "..", "..");

const stackFiles = stacksIn(projectRoot);
/** Every stack that has a file, whatever its program: a new one is under the laws as soon as it is there. */
export const stacks = stackFiles.map(({ name }) => name);
const platforms = stackFiles.filter(({ folder }) => folder === "");
const isOnAws = ({ file, name }: (typeof stackFiles)[number]) =>
  readStackFile(projectRoot, { name, file }, (config) => ({ settings: !isLaptop(config) })).settings === true;
/** The environments of the platform on AWS among them. */
export const environments = platforms.filter(isOnAws).map(({ name }) => name);
/** Clusters without AWS. */
export const laptops = platforms.filter((one) => !isOnAws(one)).map(({ name }) => name);

export function stackOf(name: string): Stack {
  const stackFile = stackFiles.find((one) => one.name === name);
  if (stackFile === undefined) throw new Error(`there is no stack ${name}`);
  const { stack, problems } = readStack(projectRoot, stackFile);
  if (stack === undefined) throw new Error(`${stackFile.file}: ${JSON.stringify(problems)}`);
  return stack;
}

/** An environment as its file describes it. */
export function settingsOf(environment: string): Settings {
  const file = `Pulumi.${environment}.yaml`;
  const { settings, problems } = readStackFile(projectRoot, { name: environment, file }, parseSettings);
  if (settings === undefined) throw new Error(`${file}: ${JSON.stringify(problems)}`);
  return settings;
}

/** An environment with other settings than its file has. */
export function changed(environment: string, change: (settings: Settings) => Settings): Stack {
  return { ...stackOf(environment), ...platform(change(settingsOf(environment))) };
}

const evaluations = new Map<string, Promise<Evaluation>>();

/** A stack of this project, evaluated once per mode. */
export function evaluated(name: string, mode: MonitorOptions["mode"] = "update"): Promise<Evaluation> {
  const key = `${name} ${mode}`;
  const evaluation = evaluations.get(key) ?? evaluateStack(stackOf(name), mode);
  evaluations.set(key, evaluation);
  return evaluation;
}
