import * as kubernetes from "@pulumi/kubernetes";
import { describe, expect, it } from "vitest";
import { customTypes, kubernetesTypes } from "../../policies/kubernetes-types";

/** Every type token of the provider, wherever in its modules the class is. */
function tokensOf(module: object): readonly string[] {
  return Object.values(module).flatMap((member: unknown) => {
    if (typeof member === "function") {
      const token = (member as { readonly __pulumiType?: unknown }).__pulumiType;
      return typeof token === "string" ? [token] : [];
    }
    return typeof member === "object" && member !== null ? tokensOf(member) : [];
  });
}

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kinds as their own definitions have them; the classes set version and kind by themselves. */
async function definedKinds(): Promise<readonly Named[]> {
  const delivery = await import("@kubernetes-models/argo-cd/argoproj.io/v1alpha1");
  const rollouts = await import("@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1");
  const secrets = await import("@kubernetes-models/external-secrets/external-secrets.io/v1");
  const scaling = await import("@kubernetes-models/keda/keda.sh/v1alpha1");
  return [
    new delivery.AppProject(),
    new delivery.Application(),
    new rollouts.AnalysisTemplate(),
    new rollouts.Rollout(),
    new secrets.ClusterSecretStore(),
    new secrets.ExternalSecret(),
    new secrets.SecretStore(),
    new scaling.ScaledObject(),
  ];
}

describe("types of Kubernetes that policies speak of", () => {
  it("are those by which the provider registers built-in kinds", () => {
    const known = tokensOf({
      ...{ apps: kubernetes.apps, autoscaling: kubernetes.autoscaling, batch: kubernetes.batch },
      ...{ core: kubernetes.core, helm: kubernetes.helm, networking: kubernetes.networking },
      ...{ policy: kubernetes.policy, rbac: kubernetes.rbac },
    });
    expect(known.length).toBeGreaterThan(50);
    expect(Object.values(kubernetesTypes).filter((token) => !known.includes(token))).toEqual([]);
  });

  it("are those of the definitions where a chart brings them, but for the load balancer controller's", async () => {
    const known = (await definedKinds()).map(({ apiVersion, kind }) => `kubernetes:${apiVersion}:${kind}`);
    expect(Object.values(customTypes).filter((token) => !known.includes(token))).toEqual([
      customTypes.targetGroupBinding,
    ]);
  });
});
