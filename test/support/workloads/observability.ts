import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { Observability } from "../../../components/workloads/observability";
import type { ObservabilityFacts } from "../../../components/workloads/observability/facts";
import { observabilitySettings } from "../../../components/workloads/observability/settings";
import { evaluateComponents } from "../evaluate-component";
import { Graph } from "../graph";
import { operations } from "../upstream";
import { callers } from "./callers";

export const facts: ObservabilityFacts = {
  ...{ namespace: "urr-spring", gateway: "gateway-service" },
  ...{ replicas: 2, platformNodesTainted: false },
};

export interface ObservabilityCase {
  readonly settings?: z.input<typeof observabilitySettings>;
  /** Whether the cluster is EKS; a laptop's otherwise. */
  readonly onAws?: boolean;
  readonly discordWebhook?: string;
}

/** What a laptop watches itself with. */
export const onLaptop = { metrics: "prometheus", logs: "loki", traces: "zipkin" } as const;

/** Observability alone, on a cluster called `urr-test`. */
export async function builtObservability({ settings, onAws = true, discordWebhook }: ObservabilityCase = {}) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const provider = new kubernetes.Provider("kubernetes", { kubeconfig: "{}" });
    const controlPlane = new pulumi.ComponentResource("test:index:ControlPlane", "control-plane", {}, here);
    const aws = {
      ...{
        account,
        operations,
        restsOutOfHours: false,
        disposable: false,
        waitingRoomFigures: "urr-test/WaitingRoom",
      },
      cluster: { clusterName: "urr-test", controlPlane },
    };
    new Observability(
      "watch",
      {
        ...observabilitySettings.parse(settings ?? {}),
        ...{ facts, scraped: ["gateway-service", "queue-service"], loadTests: false },
        ...{ kubernetesVersion: "1.36", discordWebhook, after: [controlPlane] },
        callers,
        aws: onAws ? aws : undefined,
        deletedWith: onAws ? controlPlane : undefined,
      },
      { providers: { ...(here.providers as Record<string, pulumi.ProviderResource>), kubernetes: provider } },
    );
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return new Graph(resources);
}
