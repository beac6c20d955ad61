import * as pulumi from "@pulumi/pulumi";
import { program } from "../../infra/program";
import type { Settings } from "../../infra/settings";
import { evaluate, type Evaluation } from "../offline/evaluate";
import type { MonitorOptions } from "../offline/answered";
import type { Project } from "../project/project-file";

/** Runs the program for one stack on the offline monitor. Operator secrets are never decrypted: a mark stands for each. */
export function evaluateStack(
  project: Project,
  settings: Settings,
  mode: MonitorOptions["mode"],
): Promise<Evaluation> {
  const run = () => {
    const secrets = Object.fromEntries(settings.secrets.map((name) => [name, pulumi.secret("[secret]")]));
    return program(settings, secrets);
  };
  const { region, stack } = settings;
  return evaluate(run, { project: project.name, stack, mode, region, autonaming: project.autonaming });
}
