import { describe, expect, it } from "vitest";
import { toJudged } from "../../policies/example";
import { judge } from "../../policies/judge";
import { kubernetesPolicies, kubernetesValidity } from "../../policies/kubernetes";
import { object, workload, type PodChange } from "../../policies/kubernetes-example";
import { customTypes, kubernetesTypes } from "../../policies/kubernetes-types";
import type { ExampleResource } from "../../policies/policy";

const { configMap, deployment, horizontalPodAutoscaler, job, networkPolicy, podDisruptionBudget, service } =
  kubernetesTypes;
const { appProject, rollout } = customTypes;

const zone = { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" };
const labels = { app: "app" };

/** A blue/green service with all that belongs to it, in a namespace of its own. */
const parts = {
  rollout: (change: PodChange = {}) =>
    workload(rollout, {
      ...change,
      workload: {
        strategy: { blueGreen: { activeService: "app", previewService: "app-preview" } },
        ...change.workload,
      },
      pod: { topologySpreadConstraints: [zone], ...change.pod },
      container: { envFrom: [{ configMapRef: { name: "config" } }], ...change.container },
    }),
  config: (data: object = { DB_HOST: "postgres" }) => object(configMap, "config", { data }),
  active: (spec: object = {}) =>
    object(service, "app", { spec: { selector: labels, ports: [{ port: 3001 }], ...spec } }),
  preview: () => object(service, "app-preview", { spec: { selector: labels, ports: [{ port: 3001 }] } }),
  budget: (spec: object = { maxUnavailable: 1 }) =>
    object(podDisruptionBudget, "app", { spec: { selector: { matchLabels: labels }, ...spec } }),
  scaler: (spec: object = {}) =>
    object(horizontalPodAutoscaler, "app", {
      spec: {
        minReplicas: 2,
        maxReplicas: 4,
        scaleTargetRef: { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", name: "app" },
        ...spec,
      },
    }),
  closed: () =>
    object(networkPolicy, "deny", { spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } }),
};

/** The service with one of its parts made otherwise, or left out. */
function withPart(part?: keyof typeof parts, other?: ExampleResource): readonly ExampleResource[] {
  const made = Object.entries(parts).flatMap(([name, make]) => {
    if (name !== part) return [make()];
    return other === undefined ? [] : [other];
  });
  return made.map((one) => ({ ...one, protect: true }));
}

const broken = (resources: readonly ExampleResource[]) =>
  judge(toJudged(resources), [...kubernetesPolicies, ...kubernetesValidity], [])
    .filter(({ status }) => status === "open")
    .map(({ policy, urn }) => [policy, urn?.split("::").at(-1)]);
const brokenIds = (resources: readonly ExampleResource[]) => [
  ...new Set(broken(resources).map(([policy]) => policy)),
];

describe("a service in a cluster", () => {
  it("keeps every policy once all of its parts are there", () => {
    expect(broken(withPart())).toEqual([]);
  });

  it.each<[string, readonly ExampleResource[], readonly string[]]>([
    ["no configuration", withPart("config"), ["pods-find-what-they-need"]],
    [
      "a secret in its configuration",
      withPart("config", parts.config({ JWT_SECRET: "clear" })),
      ["pods-take-secrets-from-secrets"],
    ],
    ["no active Service", withPart("active"), ["rollouts-have-their-parts"]],
    [
      "a Service for other pods",
      withPart("active", parts.active({ selector: { app: "b" } })),
      ["rollouts-have-their-parts", "selectors-find-pods"],
    ],
    [
      "a Service to another port",
      withPart("active", parts.active({ ports: [{ port: 80 }] })),
      ["services-meet-listeners"],
    ],
    ["no budget", withPart("budget"), ["workloads-outlive-a-zone"]],
    [
      "a budget of its fewest pods",
      withPart("budget", parts.budget({ minAvailable: 2 })),
      ["budgets-leave-room"],
    ],
    ["no autoscaler", withPart("scaler"), ["workloads-outlive-a-zone"]],
    [
      "an autoscaler from one pod on",
      withPart("scaler", parts.scaler({ minReplicas: 1 })),
      ["workloads-outlive-a-zone"],
    ],
    [
      "an autoscaler of a Deployment",
      withPart("scaler", parts.scaler({ scaleTargetRef: { kind: "Deployment", name: "app" } })),
      ["scaling-targets-agree", "workloads-outlive-a-zone"],
    ],
    [
      "a number of pods beside it",
      withPart("rollout", parts.rollout({ workload: { replicas: 3 } })),
      ["scaling-targets-agree"],
    ],
    ["no default", withPart("closed"), ["pods-closed-by-default"]],
    [
      "an image of the last push",
      withPart("rollout", parts.rollout({ container: { image: "docker.io/library/nginx:latest" } })),
      ["pods-images-pinned"],
    ],
  ])("is found with %s", (_what, resources, ids) => {
    expect(brokenIds(resources)).toEqual(ids);
  });
});

describe("what is not judged", () => {
  it("are objects that Argo CD brings into a namespace, but pods are, wherever they come from", () => {
    const alone = workload(job, {
      container: { image: "nginx", envFrom: [{ secretRef: { name: "keys" } }] },
    });
    const project = object(appProject, "urr", { spec: { destinations: [{ namespace: "urr-spring" }] } });
    expect(brokenIds([alone])).toEqual([
      "pods-closed-by-default",
      "pods-find-what-they-need",
      "pods-images-pinned",
    ]);
    expect(brokenIds([alone, project])).toEqual(["pods-images-pinned"]);
  });

  it("is the number of pods that a cluster answers with, which an autoscaler chose", () => {
    const live = { metadata: { resourceVersion: "7" }, workload: { replicas: 3 } };
    expect(broken(withPart("rollout", parts.rollout(live)))).toEqual([]);
  });
});

describe("a namespace that is not closed", () => {
  it("is reported at a pod of its own", () => {
    const elsewhere = workload(deployment, { metadata: { name: "other", namespace: "elsewhere" } });
    const found = broken([workload(job), parts.closed(), elsewhere]).filter(
      ([policy]) => policy === "pods-closed-by-default",
    );
    expect(found.map(([, name]) => name)).toEqual(["example-2", "example-2"]);
  });
});
