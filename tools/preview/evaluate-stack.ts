import type { Problem } from "../../infra/problems";
import { Refusal } from "../../infra/refusal";
import type { MonitorOptions } from "../offline/answered";
import { evaluate, type Evaluation } from "../offline/evaluate";
import type { Stack } from "../project/stack";

export interface StackEvaluation extends Evaluation {
  /** Why the program itself refused the settings; empty where it did not. */
  readonly refused: readonly Problem[];
}

/** Runs a stack's program on the offline monitor. */
export async function evaluateStack(
  { accountId, name, project, region, run }: Stack,
  mode: MonitorOptions["mode"],
): Promise<StackEvaluation> {
  let refused: readonly Problem[] = [];
  const watched = () => {
    try {
      return run();
    } catch (error) {
      if (error instanceof Refusal) refused = error.problems;
      throw error;
    }
  };
  const { autonaming } = project;
  const options = { project: project.name, stack: name, mode, region, account: accountId, autonaming };
  return { ...(await evaluate(watched, options)), refused };
}
