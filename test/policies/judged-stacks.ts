import { operatorSecretNames } from "../../infra/config";
import type { Settings } from "../../infra/settings";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import type { Finding } from "../../policies/finding";
import { judge } from "../../policies/judge";
import type { Judged } from "../../policies/policy";
import { asJudged } from "../../tools/preview/judged";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { readProject } from "../../tools/project/project-file";
import { projectRoot, settingsOf } from "../support/stacks";

export interface JudgedStack {
  readonly resources: readonly Judged[];
  readonly findings: readonly Finding[];
  /** Whether the stack's file asks for its data to be guarded. */
  readonly protect: boolean;
}

/** A stack as its file describes it, changed where a test asks for it, and what the policies find in it. */
export async function judgedStack(
  stack: string,
  change: (settings: Settings) => Settings = (settings) => settings,
): Promise<JudgedStack> {
  const changed = change(settingsOf(stack));
  const evaluation = await evaluateStack(readProject(projectRoot), changed, "update");
  if (evaluation.problems.length > 0) throw new Error(`${stack}: ${evaluation.problems.join("; ")}`);
  const resources = asJudged(evaluation.resources);
  const findings = judge(resources, allPolicies, exceptions);
  return { resources, findings, protect: changed.environment.protect };
}

/** As if the operator had set every secret: what needs them is then part of the stack. */
export function withOperatorSecrets(settings: Settings): Settings {
  return { ...settings, secrets: operatorSecretNames };
}

/** Findings as lines to read in a failing test. */
export function inWords(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ policy, severity, urn, path, message }) => {
    const name = urn?.split("::").slice(2).join(" ") ?? "the stack";
    return [`${severity} ${policy}:`, name, path, message].filter((part) => part !== null).join(" ");
  });
}
