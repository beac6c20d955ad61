import { describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { objectFindings } from "../../tools/workloads/object-findings";
import type { Resource } from "../../tools/offline/resource";
import { schemaModules } from "../../tools/workloads/schemas";
import { changed } from "../support/stacks";
import { builtObservability, onLaptop } from "../support/workloads/observability";
import { platformOf } from "../support/workloads/platform";
import { typeProblems } from "./literals";

const kindOf = ({ inputs }: Resource) => `${String(inputs["apiVersion"])}/${String(inputs["kind"])}`;

const workersInPods = ({ queueing, ...settings }: Settings): Settings => ({
  ...settings,
  queueing: { ...queueing, worker: { ...queueing.worker, mode: "keda" } },
});

/** What no environment of the project asks for, all at once. */
async function rareObjects(): Promise<readonly Resource[]> {
  const { resources } = await platformOf({
    ...{ karpenter: true, scalesByQueue: true, monitored: true, delivery: "argocd", onAws: true },
    discordWebhook: "https://discord.example.com/api/webhooks/1/x",
    settings: { loadTests: true, gatewayApi: { enabled: true } },
  });
  const watched = await builtObservability({
    settings: onLaptop,
    discordWebhook: "https://discord.example.com/api/webhooks/1/x",
  });
  const pods = await evaluateStack(changed("prod", workersInPods), "update");
  return [...resources, ...watched.all(), ...pods.resources];
}

describe("objects that no environment here asks for", () => {
  it("match the schemas of their kinds as well, and have no other fields", async () => {
    const resources = await rareObjects();
    const kinds = new Set(resources.map(kindOf));
    const rare = [
      ...["karpenter.sh/v1/NodePool", "karpenter.k8s.aws/v1/EC2NodeClass", "keda.sh/v1alpha1/ScaledObject"],
      ...["gateway.networking.k8s.io/v1/Gateway", "gateway.k8s.aws/v1/LoadBalancerConfiguration"],
      "monitoring.coreos.com/v1/PrometheusRule",
    ];
    expect([...kinds]).toEqual(expect.arrayContaining(rare));
    expect(objectFindings(resources)).toEqual([]);
    const typed = resources.filter((one) => schemaModules.has(kindOf(one))).map(({ inputs }) => inputs);
    expect(typeProblems(typed)).toEqual([]);
  });
});
