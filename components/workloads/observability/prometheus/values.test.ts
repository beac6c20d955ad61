import { describe, expect, it } from "vitest";
import { facts } from "../../../../test/support/workloads/observability";
import { observabilitySettings } from "../settings";
import { prometheusValues, type PrometheusFacts } from "./values";

const inCluster = observabilitySettings.parse({
  ...{ metrics: "prometheus", logs: "loki", traces: "zipkin" },
  grafana: { nodePort: 30_006 },
  prometheus: { retentionDays: 7, storageGi: 100 },
});
const asked: PrometheusFacts = {
  ...facts,
  ...{ adminSecret: "grafana-admin", cloudWatchRegion: undefined, discord: undefined, loadTests: false },
};
const values = prometheusValues(inCluster, asked);

describe("the Prometheus stack", () => {
  it("keeps figures as long as the settings say, on volumes that go with it, and never fills them: GAP-08, KDAT-09, OPS-09", () => {
    expect(values.prometheus.prometheusSpec).toMatchObject({
      ...{ replicas: 2, retention: "7d", retentionSize: "85GiB" },
      storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "100Gi" } } } } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" },
    });
  });

  it("asks whoever says that he can be asked, whichever release he is of", () => {
    expect(values.prometheus.prometheusSpec).toMatchObject({
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      ruleSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
    });
  });

  it("does not ask, nor miss, parts of the control plane that nobody may see", () => {
    for (const part of ["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"]) {
      expect(values).toMatchObject({ [part]: { enabled: false } });
    }
    expect(values.defaultRules.rules).toMatchObject({ etcd: false, kubeControllerManager: false });
  });

  it("has what reads disks of nodes where Pod Security lets it, on every node", () => {
    expect(values["prometheus-node-exporter"]).toMatchObject({
      namespaceOverride: "node-agents",
      tolerations: [{ operator: "Exists" }],
    });
  });

  it("says for every container what it asks for and may use at most", () => {
    const { alertmanager, grafana, prometheus, prometheusOperator } = values;
    const bounded = [
      prometheus.prometheusSpec,
      alertmanager.alertmanagerSpec,
      grafana,
      grafana.sidecar,
      prometheusOperator,
      prometheusOperator.prometheusConfigReloader,
      prometheusOperator.admissionWebhooks.patch,
      values["kube-state-metrics"],
      values["prometheus-node-exporter"],
    ];
    for (const { resources } of bounded) {
      expect(resources.requests.cpu).toMatch(/^\d+m$/);
      expect(resources.limits.memory).toMatch(/^\d+[MG]i$/);
    }
  });

  it("lets load tests write to it only where there are any", () => {
    expect(values.prometheus.prometheusSpec.enableRemoteWriteReceiver).toBe(false);
    const tested = prometheusValues(inCluster, { ...asked, loadTests: true });
    expect(tested.prometheus.prometheusSpec.enableRemoteWriteReceiver).toBe(true);
  });

  it("takes the taint of the platform's nodes where they have it", () => {
    const tainted = prometheusValues(inCluster, { ...asked, platformNodesTainted: true });
    const tolerated = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
    expect(tainted.prometheus.prometheusSpec.tolerations).toEqual(tolerated);
    expect(tainted.grafana.tolerations).toEqual(tolerated);
    expect(values.grafana.tolerations).toEqual([]);
  });
});

describe("Grafana", () => {
  it("answers at the port of every node that the settings say, or at none: KDAT-09, LOC-06", () => {
    expect(values.grafana.service).toEqual({ type: "NodePort", nodePort: 30_006 });
    const inside = prometheusValues(observabilitySettings.parse({ metrics: "prometheus" }), asked);
    expect(inside.grafana.service).toEqual({ type: "ClusterIP" });
  });

  it("has its password from a Secret, and reads nothing of other namespaces", () => {
    expect(values.grafana.admin).toEqual({
      ...{ existingSecret: "grafana-admin", userKey: "admin-user", passwordKey: "admin-password" },
    });
    expect(values.grafana.rbac.namespaced).toBe(true);
    expect(values.grafana.sidecar.dashboards).toMatchObject({
      searchNamespace: "monitoring",
      resource: "configmap",
    });
  });

  it("runs nothing as root, and keeps nothing", () => {
    expect([values.grafana.initChownData, values.grafana.persistence, values.grafana.testFramework]).toEqual([
      { enabled: false },
      { enabled: false },
      { enabled: false },
    ]);
  });

  it("asks Loki, Zipkin and CloudWatch where they are", () => {
    const found = (given: PrometheusFacts, settings = inCluster) =>
      prometheusValues(settings, given).grafana.additionalDataSources.map(({ uid }) => uid);
    expect(found(asked)).toEqual(["loki", "zipkin"]);
    const onAws = observabilitySettings.parse({ metrics: "prometheus", logs: "loki" });
    expect(found({ ...asked, cloudWatchRegion: "ap-northeast-2" }, onAws)).toEqual(["loki", "cloudwatch"]);
    expect(values.grafana.additionalDataSources.map((one) => "url" in one && one.url)).toEqual([
      "http://loki.logging.svc.cluster.local:3100",
      "http://zipkin-spring.urr-spring.svc.cluster.local:9411",
    ]);
  });
});
