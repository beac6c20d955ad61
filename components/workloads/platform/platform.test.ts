import { describe, expect, it } from "vitest";
import { longestStack } from "../../../infra/read-config";
import { platformOf, type PlatformCase } from "../../../test/support/workloads/platform";

const everything: PlatformCase = {
  karpenter: true,
  scalesByQueue: true,
  monitored: true,
  delivery: "argocd",
  discordWebhook: "https://discord.example.com/hook",
  settings: { loadTests: true, gatewayApi: { enabled: true }, argocd: { host: "argocd.urr.example.com" } },
};
const objects = (types: string, all: Awaited<ReturnType<typeof platformOf>>) =>
  all.resources.filter(({ type }) => type.startsWith(types));

describe("the platform on AWS", () => {
  it("has what registers targets, reads secrets, rolls out and adds nodes, each at the version of the table: CLU-16, KPLT-15, ROL-01", async () => {
    const { problems, release, releases } = await platformOf();
    expect(problems).toEqual([]);
    expect(releases()).toEqual([
      ...["argo-rollouts", "aws-load-balancer-controller", "cluster-autoscaler", "external-secrets"],
    ]);
    expect(release("lbc").inputs).toMatchObject({
      ...{ namespace: "kube-system", chart: "aws-load-balancer-controller", version: "3.5.0", atomic: true },
      repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
      values: { clusterName: "urr-test", region: "ap-northeast-2", vpcId: "vpc-1" },
    });
    expect(release("rollouts").inputs).toMatchObject({
      ...{ chart: "argo-rollouts", version: "2.41.0", namespace: "argo-rollouts" },
    });
  });

  it("has what is asked for beside: KPLT-09, KPLT-11, CLU-18", async () => {
    const { problems, releases } = await platformOf(everything);
    expect(problems).toEqual([]);
    expect(releases()).toEqual([
      ...["argo-rollouts", "argocd", "aws-load-balancer-controller", "external-secrets", "k6-operator"],
      ...["karpenter", "karpenter-crd", "keda"],
    ]);
  });

  it("leaves out what nothing needs", async () => {
    const { releases } = await platformOf({ blueGreen: false, nodes: { min: 3, max: 3 } });
    expect(releases()).toEqual(["aws-load-balancer-controller", "external-secrets"]);
    const { releases: asked } = await platformOf({ settings: { clusterAutoscaler: false } });
    expect(asked()).not.toContain("cluster-autoscaler");
  });

  it("lets one alone make nodes: the groups' autoscaler by default, Karpenter where it is enabled: KCON-33", async () => {
    expect((await platformOf()).releases()).toContain("cluster-autoscaler");
    const { releases } = await platformOf({ karpenter: true });
    expect(releases()).toContain("karpenter");
    expect(releases()).not.toContain("cluster-autoscaler");
  });

  it("shuts its namespaces before there is a pod in them, unless nobody is kept out", async () => {
    const all = await platformOf(everything);
    const shut = ["argo-rollouts", "argocd", "external-secrets", "k6-operator", "keda", "load-test"];
    const policies = objects("kubernetes:networking.k8s.io/v1:NetworkPolicy", all);
    const placed = policies.map(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace);
    expect(placed.toSorted()).toEqual(shut);
    for (const [part, namespace] of [
      ["eso", "external-secrets"],
      ["keda", "keda"],
      ["argocd", "argocd"],
      ["rollouts", "argo-rollouts"],
    ]) {
      const before = all.before(`workloads-base-${String(part)}-release`);
      expect(before).toContain(`workloads-base-${String(namespace)}-default-deny-ingress`);
    }
    const open = await platformOf({ ...everything, callers: undefined });
    expect(objects("kubernetes:networking.k8s.io/v1:NetworkPolicy", open)).toEqual([]);
  });

  it("has its namespaces first, and lets no pod in them do more than a service may", async () => {
    const all = await platformOf(everything);
    const namespaces = objects("kubernetes:core/v1:Namespace", all);
    expect(namespaces.map(({ inputs }) => (inputs["metadata"] as { name: string }).name).toSorted()).toEqual([
      ...["argo-rollouts", "argocd", "external-secrets", "gateway", "k6-operator", "keda", "load-test"],
    ]);
    for (const { inputs, name } of namespaces) {
      expect(inputs["metadata"], name).toMatchObject({
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/enforce-version": "v1.36",
        },
      });
    }
    for (const [chart, namespace] of [
      ...[
        ["eso", "external-secrets"],
        ["rollouts", "argo-rollouts"],
        ["keda", "keda"],
        ["argocd", "argocd"],
      ],
    ]) {
      expect(all.before(`workloads-base-${String(chart)}-release`)).toContain(
        `workloads-base-${String(namespace)}-namespace`,
      );
    }
  });

  it("gives pods their rights before they start, and takes them after they have ended", async () => {
    const { before } = await platformOf(everything);
    for (const part of ["lbc", "eso", "keda"]) {
      const earlier = before(`workloads-base-${part}-release`);
      expect(earlier).toContain(`workloads-base-${part}-id-association`);
      expect(earlier).toContain(`workloads-base-${part}-id-pods-policy`);
    }
    const karpenter = before("workloads-base-karpenter-release");
    expect(karpenter).toContain("cluster-karpenter-association");
    expect(karpenter).toContain("workloads-base-karpenter-kinds-release");
  });

  it("makes objects of a kind once who looks after them is there", async () => {
    const { before } = await platformOf(everything);
    expect(before("workloads-base-secret-store")).toContain("workloads-base-eso-release");
    expect(before("workloads-base-gateway")).toContain("workloads-base-lbc-release");
    expect(before("workloads-base-lbc-release")).toContain("workloads-base-gateway-kinds");
    expect(before("workloads-base-argocd-release")).toContain("workloads-base-argocd-notices");
    expect(before("workloads-base-argocd-release")).toContain("workloads-base-gateway");
  });

  it("calls roles by names that IAM takes under the longest name of a stack too", async () => {
    const roles = objects("aws:iam/role:Role", await platformOf(everything));
    expect(roles.length).toBeGreaterThan(3);
    for (const { name } of roles) {
      expect(`urr--${name}-000000`.length + longestStack, name).toBeLessThanOrEqual(64);
    }
  });
});

describe("destroying", () => {
  it("leaves what is only in the cluster to the cluster's end", async () => {
    const all = await platformOf(everything);
    const inside = ["kubernetes:helm.sh", "kubernetes:core", "kubernetes:external-secrets"];
    for (const { deletedWith, name } of inside.flatMap((kind) => objects(kind, all))) {
      expect(deletedWith, name).toMatch(/control-plane$/);
    }
  });

  it("takes nodes and load balancers away while somebody is there who can", async () => {
    const all = await platformOf(everything);
    const own = ["kubernetes:karpenter", "kubernetes:gateway.networking.k8s.io"].flatMap((kind) =>
      objects(kind, all),
    );
    expect(own.map(({ name }) => name).toSorted()).toEqual(
      [...["critical-pool", "gateway", "gateway-class", "general-pool", "load-test-pool", "node-class"]].map(
        (part) => `workloads-base-${part}`,
      ),
    );
    for (const { deletedWith, name } of own) expect(deletedWith, name).toBeNull();
    for (const pool of ["critical", "general", "load-test"]) {
      const earlier = all.before(`workloads-base-${pool}-pool`);
      for (const one of ["node-class", "karpenter-release"])
        expect(earlier).toContain(`workloads-base-${one}`);
      expect(earlier).toContain("cluster-karpenter-pods-policy");
    }
  });
});

describe("the platform on a laptop", () => {
  it("makes nothing that works on AWS", async () => {
    const all = await platformOf({
      ...everything,
      karpenter: false,
      onAws: false,
      settings: { loadTests: true },
    });
    expect(all.problems).toEqual([]);
    expect(all.releases()).toEqual(["argo-rollouts", "argocd", "k6-operator", "keda"]);
    expect(objects("aws:", all)).toEqual([]);
    expect(objects("kubernetes:", all).every(({ deletedWith }) => deletedWith === null)).toBe(true);
  });
});

describe("a webhook of Discord", () => {
  it("is told what Argo CD did, and stands in a Secret and not among what Helm stores", async () => {
    const { graph, release } = await platformOf(everything);
    expect(graph.named("workloads-base-argocd-notices").inputs).toMatchObject({
      metadata: { name: "argocd-notifications-secret", namespace: "argocd" },
      stringData: { "discord-webhook": everything.discordWebhook },
    });
    expect(JSON.stringify(release("argocd").inputs)).not.toContain("discord.example.com");
  });
});
