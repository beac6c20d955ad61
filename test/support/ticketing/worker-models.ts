type Model = new (data: never) => { validate(): void };

/** What the Kubernetes API and KEDA take, by the kinds of object that the worker has. */
export async function workerModels(): Promise<Readonly<Record<string, Model>>> {
  const keda = await import("@kubernetes-models/keda/keda.sh/v1alpha1");
  return {
    ConfigMap: (await import("kubernetes-models/v1/ConfigMap")).ConfigMap,
    CronJob: (await import("kubernetes-models/batch/v1/CronJob")).CronJob,
    Deployment: (await import("kubernetes-models/apps/v1/Deployment")).Deployment,
    PodDisruptionBudget: (await import("kubernetes-models/policy/v1/PodDisruptionBudget"))
      .PodDisruptionBudget,
    ScaledObject: keda.ScaledObject,
    ServiceAccount: (await import("kubernetes-models/v1/ServiceAccount")).ServiceAccount,
    TriggerAuthentication: keda.TriggerAuthentication,
  };
}
