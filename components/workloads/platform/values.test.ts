import { describe, expect, it } from "vitest";
import { argoCdValues } from "./argo-cd";
import { argoRolloutsValues } from "./argo-rollouts";
import { charts } from "./charts";
import { clusterAutoscalerValues } from "./cluster-autoscaler";
import { clusterSecretStore, externalSecretsValues } from "./external-secrets";
import { k6OperatorValues } from "./k6-operator";
import { karpenterValues } from "./karpenter";
import { kedaValues } from "./keda";
import { loadBalancerControllerValues } from "./load-balancer-controller";
import { loadTestManifests } from "./load-test";

const common = { replicas: 2, platformNodesTainted: false, monitored: true };
const onAws = { ...common, clusterName: "urr-test", region: "ap-northeast-2" };
const lbc = {
  ...onAws,
  vpcId: "vpc-1",
  tags: { Stack: "test" },
  makesFor: { gateways: false, ingresses: false },
};
const argo = {
  ...{ ...common, host: undefined, tellsDiscord: false },
  gateway: { name: "platform", namespace: "gateway" },
};

/** Containers of each chart, by the place of their resources in its values. */
const containers: readonly (readonly [string, object, readonly string[]])[] = [
  ["load balancer controller", loadBalancerControllerValues(lbc), ["resources"]],
  [
    "External Secrets",
    externalSecretsValues(common),
    ["resources", "webhook.resources", "certController.resources"],
  ],
  ["Argo Rollouts", argoRolloutsValues(common), ["controller.resources"]],
  ["KEDA", kedaValues(onAws), ["resources.operator", "resources.metricServer", "resources.webhooks"]],
  ["the autoscaler", clusterAutoscalerValues(onAws), ["resources"]],
  ["Karpenter", karpenterValues({ ...onAws, queueName: "queue" }), ["controller.resources"]],
  ["k6's operator", k6OperatorValues(common), ["manager.resources"]],
  [
    "Argo CD",
    argoCdValues(argo),
    [
      ...["controller.resources", "server.resources", "repoServer.resources", "applicationSet.resources"],
      ...["repoServer.copyutil.resources", "redisSecretInit.resources", "notifications.resources"],
      ...["redis-ha.redis.resources", "redis-ha.sentinel.resources", "redis-ha.init.resources"],
      ...["redis-ha.splitBrainDetection.resources", "redis-ha.haproxy.resources"],
      "redis-ha.haproxy.init.resources",
    ],
  ],
];

const at = (values: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((below, key) => (below as Record<string, unknown>)[key], values);

describe("values of charts", () => {
  it.each(containers)(
    "of %s ask for processor time and memory for every container, and limit its memory",
    (_, values, paths) => {
      for (const path of paths) {
        expect(at(values, path), path).toMatchObject({
          requests: { cpu: expect.stringMatching(/^\d+m$/) as string, memory: expect.any(String) as string },
          limits: { memory: expect.stringMatching(/^\d+(Mi|Gi)$/) as string },
        });
      }
    },
  );

  it.each([1, 2, 3])("run %i of each controller, and let a drain take one", (replicas) => {
    const facts = { ...common, replicas };
    expect(loadBalancerControllerValues({ ...lbc, replicas })).toMatchObject({
      ...{ replicaCount: replicas, podDisruptionBudget: { maxUnavailable: 1 } },
    });
    const part = { replicaCount: replicas, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } };
    expect(externalSecretsValues(facts)).toMatchObject({ ...part, webhook: part, certController: part });
    expect(argoRolloutsValues(facts).controller).toMatchObject({
      ...{ replicas, pdb: { enabled: true, maxUnavailable: 1 } },
    });
    expect(kedaValues({ ...onAws, replicas })).toMatchObject({
      operator: { replicaCount: replicas },
      metricsServer: { replicaCount: replicas },
      podDisruptionBudget: { operator: { maxUnavailable: 1 } },
    });
    expect(argoCdValues({ ...argo, replicas })).toMatchObject({
      ...{ server: { replicas }, repoServer: { replicas }, controller: { replicas: 1 } },
      ...{ redis: { enabled: replicas === 1 }, "redis-ha": { enabled: replicas > 1 } },
    });
  });

  it("let controllers onto the platform's own nodes where these are kept free", () => {
    const tolerations = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
    const facts = { ...common, platformNodesTainted: true };
    expect(loadBalancerControllerValues({ ...lbc, platformNodesTainted: true })).toMatchObject({
      tolerations,
    });
    expect(externalSecretsValues(facts)).toMatchObject({ tolerations, webhook: { tolerations } });
    expect(argoRolloutsValues(facts).controller).toMatchObject({ tolerations });
    expect(argoCdValues({ ...argo, platformNodesTainted: true })).toMatchObject({
      ...{ server: { tolerations }, "redis-ha": { tolerations, haproxy: { tolerations } } },
    });
    expect(externalSecretsValues(common)).toMatchObject({ tolerations: [] });
  });

  it("have figures scraped where somebody scrapes", () => {
    for (const monitored of [true, false]) {
      const facts = { ...common, monitored };
      expect(externalSecretsValues(facts).serviceMonitor.enabled).toBe(monitored);
      expect(argoRolloutsValues(facts).controller.metrics).toEqual({
        ...{ enabled: true, serviceMonitor: { enabled: monitored } },
      });
      expect(kedaValues({ ...onAws, monitored }).prometheus.operator.serviceMonitor.enabled).toBe(monitored);
    }
  });
});

describe("the load balancer controller", () => {
  it("is told region and VPC, stands in the way of no Service or pod, and only registers targets: CLU-16, KPLT-15", () => {
    expect(loadBalancerControllerValues(lbc)).toMatchObject({
      ...{ clusterName: "urr-test", region: "ap-northeast-2", vpcId: "vpc-1" },
      serviceAccount: { create: true, name: "aws-load-balancer-controller" },
      ...{ enableServiceMutatorWebhook: false, podMutatorWebhookConfig: { failurePolicy: "Ignore" } },
      ...{ keepTLSSecret: true, defaultTags: { Stack: "test" }, enableBackendSecurityGroup: false },
      controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
    });
  });

  it("leaves firewalls to whoever put them there", () => {
    const off = { enableWaf: false, enableWafv2: false, enableShield: false };
    expect(loadBalancerControllerValues(lbc)).toMatchObject(off);
    expect(
      loadBalancerControllerValues({ ...lbc, makesFor: { gateways: true, ingresses: false } }),
    ).toMatchObject(off);
  });

  it("works on Gateways of HTTP where they are asked for: CLU-17, KPLT-22", () => {
    const { controllerConfig } = loadBalancerControllerValues({
      ...lbc,
      makesFor: { gateways: true, ingresses: false },
    });
    expect(controllerConfig.featureGates).not.toHaveProperty("ALBGatewayAPI");
    expect(Number(charts.loadBalancerController.version.split(".")[0])).toBeGreaterThanOrEqual(3);
  });
});

describe("the load balancer controller where an Ingress is asked for", () => {
  it("works on Ingresses alone, with groups and rules of ours: KPLT-15, KPLT-16", () => {
    const values = loadBalancerControllerValues({ ...lbc, makesFor: { gateways: false, ingresses: true } });
    expect(values).not.toHaveProperty("createIngressClassResource");
    expect(values).toMatchObject({
      enableBackendSecurityGroup: false,
      controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
    });
  });
});

describe("definitions of kinds", () => {
  it("stay when a chart goes, since everything of their kind would go with them: ROL-01", () => {
    expect(argoRolloutsValues(common)).toMatchObject({ installCRDs: true, keepCRDs: true });
    expect(argoCdValues(argo).crds).toEqual({ install: true, keep: true });
  });
});

describe("the store of secrets", () => {
  it("is Secrets Manager, read by the controller's own identity, for the namespaces that are named", async () => {
    const { ClusterSecretStore } =
      await import("@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore");
    const store = clusterSecretStore("ap-northeast-2", ["urr-spring"]);
    new ClusterSecretStore(store).validate();
    expect(store["spec"]).toEqual({
      conditions: [{ namespaces: ["urr-spring"] }],
      provider: { aws: { service: "SecretsManager", region: "ap-northeast-2" } },
    });
  });
});

describe("the autoscaler of node groups", () => {
  it("is of the cluster's Kubernetes version, finds its groups by EKS's tags, and removes nodes of ours", () => {
    expect(clusterAutoscalerValues(onAws)).toMatchObject({
      image: { tag: "v1.36.1" },
      autoDiscovery: { clusterName: "urr-test" },
      extraArgs: { "skip-nodes-with-local-storage": false },
    });
  });
});

describe("the namespace of load tests", () => {
  it("bounds what generators take by what their pool has", () => {
    const manifests = loadTestManifests({ cpu: 64, memoryGib: 128 });
    expect(manifests.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ...[
        ["ServiceAccount", "load-test"],
        ["ResourceQuota", "load-test"],
        ["LimitRange", "load-test"],
      ],
    ]);
    expect(manifests[1]?.["spec"]).toMatchObject({
      hard: { "requests.cpu": "64", "limits.memory": "128Gi" },
    });
  });
});
