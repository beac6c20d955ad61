import { operatorSecretNames } from "../../infra/operator-secrets";
import type { Settings } from "../../infra/settings";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import type { Finding } from "../../policies/finding";
import { isProtected, judge } from "../../policies/judge";
import type { Judged } from "../../policies/policy";
import { asJudged } from "../../tools/preview/judged";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import type { Stack } from "../../tools/project/stack";
import { changed, stackOf } from "../support/stacks";

export interface JudgedStack {
  readonly resources: readonly Judged[];
  readonly findings: readonly Finding[];
  /** Whether the stack guards its data. */
  readonly protect: boolean;
}

/** A stack as its file describes it, and what the policies find in it. */
export function judgedStack(name: string): Promise<JudgedStack> {
  return judged(stackOf(name));
}

/** An environment with other settings than its file has, and what the policies find in it. */
export function judgedEnvironment(
  name: string,
  change: (settings: Settings) => Settings,
): Promise<JudgedStack> {
  return judged(changed(name, change));
}

async function judged(stack: Stack): Promise<JudgedStack> {
  const evaluation = await evaluateStack(stack, "update");
  if (evaluation.problems.length > 0) throw new Error(`${stack.name}: ${evaluation.problems.join("; ")}`);
  const resources = asJudged(evaluation.resources);
  const findings = judge(resources, allPolicies, exceptions);
  return { resources, findings, protect: isProtected(resources) };
}

/** As if the operator had set every secret: what needs them is then part of the stack. */
export function withOperatorSecrets(settings: Settings): Settings {
  return { ...settings, secrets: operatorSecretNames };
}

/** As if the gate were Lambda@Edge and the site files in a bucket. */
export function withLambdaEdge(settings: Settings): Settings {
  return { ...settings, edge: { ...settings.edge, gate: "lambdaEdge", frontend: "files" } };
}

/** As if Argo CD brought the services, from a repository that it signs in to. */
export function withArgoCd(settings: Settings): Settings {
  const { workloads } = settings;
  const repository = "https://git.example.com/urr/deployments.git";
  return {
    ...settings,
    workloads: {
      ...workloads,
      delivery: "argocd",
      argocd: { ...workloads.argocd, repository, credentials: true },
    },
  };
}

/** Findings as lines to read in a failing test. */
export function inWords(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ policy, severity, urn, path, message }) => {
    const name = urn?.split("::").slice(2).join(" ") ?? "the stack";
    return [`${severity} ${policy}:`, name, path, message].filter((part) => part !== null).join(" ");
  });
}
