import * as pulumi from "@pulumi/pulumi";
import { program } from "../../infra/program";
import type { Problem } from "../../infra/problems";
import { Refusal } from "../../infra/refusal";
import type { Settings } from "../../infra/settings";
import { evaluate, type Evaluation } from "../offline/evaluate";
import type { MonitorOptions } from "../offline/answered";
import type { Project } from "../project/project-file";

export interface StackEvaluation extends Evaluation {
  /** Why the program itself refused the settings; empty where it did not. */
  readonly refused: readonly Problem[];
}

/** Runs the program for one stack on the offline monitor. Operator secrets are never decrypted: a mark stands for each. */
export async function evaluateStack(
  project: Project,
  settings: Settings,
  mode: MonitorOptions["mode"],
): Promise<StackEvaluation> {
  let refused: readonly Problem[] = [];
  const run = () => {
    const secrets = Object.fromEntries(settings.secrets.map((name) => [name, pulumi.secret("[secret]")]));
    try {
      return program(settings, secrets);
    } catch (error) {
      if (error instanceof Refusal) refused = error.problems;
      throw error;
    }
  };
  const { region, stack } = settings;
  const options = { project: project.name, stack, mode, region, autonaming: project.autonaming };
  return { ...(await evaluate(run, options)), refused };
}
