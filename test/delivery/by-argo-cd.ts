import type { AnySettings, Settings } from "../../infra/settings";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { changed, settingsOf } from "../support/stacks";

type Change = (settings: Settings) => Settings;

export const repository = "https://git.example.com/urr/deployments.git";

/** Leaves the services to Argo CD. */
export const byArgoCd =
  (argocd: Partial<Settings["workloads"]["argocd"]> = {}): Change =>
  (settings) => ({
    ...settings,
    workloads: {
      ...settings.workloads,
      delivery: "argocd",
      argocd: { ...settings.workloads.argocd, repository, ...argocd },
    },
  });

/** Has pods do the ticket worker's work. */
export const withPodWorker: Change = (settings) => ({
  ...settings,
  queueing: { ...settings.queueing, worker: { ...settings.queueing.worker, mode: "keda" } },
});

/** An environment with other settings than its file has, as tools read it. */
export const chosen = (stack: string, change: Change): AnySettings => ({
  ...{ target: "aws", settings: change(settingsOf(stack)) },
});

const evaluations = new Map<string, ReturnType<typeof evaluateStack>>();

/** An environment with other settings than its file has, evaluated once. */
export function evaluatedWith(stack: string, change: Change): ReturnType<typeof evaluateStack> {
  const key = `${stack} ${JSON.stringify(change(settingsOf(stack)))}`;
  const evaluation = evaluations.get(key) ?? evaluateStack(changed(stack, change), "update");
  evaluations.set(key, evaluation);
  return evaluation;
}
