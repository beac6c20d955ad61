import type { Manifest } from "../../../components/workloads/manifests/manifest";
import { at, records, texts } from "../../../policies/read";
import { podSpec } from "./objects";

type Model = new (data: never) => { validate(): void };

const models: Readonly<Record<string, () => Promise<unknown>>> = {
  ConfigMap: async () => (await import("kubernetes-models/v1/ConfigMap")).ConfigMap,
  Deployment: async () => (await import("kubernetes-models/apps/v1/Deployment")).Deployment,
  Job: async () => (await import("kubernetes-models/batch/v1/Job")).Job,
  PodDisruptionBudget: async () =>
    (await import("kubernetes-models/policy/v1/PodDisruptionBudget")).PodDisruptionBudget,
  Service: async () => (await import("kubernetes-models/v1/Service")).Service,
  StatefulSet: async () => (await import("kubernetes-models/apps/v1/StatefulSet")).StatefulSet,
};

/** What the Kubernetes API, Pod Security `restricted` or the rules for stores would refuse. */
export async function objectProblems(manifest: Manifest): Promise<readonly string[]> {
  const { kind, metadata } = manifest;
  const problems = [...(await refusals(manifest)), ...podProblems(manifest)];
  if (metadata.namespace === undefined) problems.push("has no namespace");
  return problems.map((problem) => `${kind} ${metadata.name} ${problem}`);
}

async function refusals(manifest: Manifest): Promise<readonly string[]> {
  const Kind = (await models[manifest.kind]?.()) as Model | undefined;
  if (Kind === undefined) return ["is of a kind that no model checks"];
  try {
    new Kind(manifest as never).validate();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

const safeVolumes = ["configMap", "emptyDir"];

function podProblems(manifest: Manifest): readonly string[] {
  const pod = podSpec(manifest);
  if (pod === undefined) return [];
  const rules: readonly (readonly [string, boolean])[] = [
    ["may run as root", at(pod, "securityContext.runAsNonRoot") === true],
    ["does not say whom it runs as", Number(at(pod, "securityContext.runAsUser")) > 0],
    ["filters no system calls", at(pod, "securityContext.seccompProfile.type") === "RuntimeDefault"],
    ["has a token of Kubernetes", at(pod, "automountServiceAccountToken") === false],
    ["is told of other Services", at(pod, "enableServiceLinks") === false],
    [
      "mounts what is not safe",
      records(at(pod, "volumes")).every((volume) => safeVolumes.some((kind) => volume[kind] !== undefined)),
    ],
  ];
  const containers = records(at(pod, "containers"));
  return [
    ...rules.filter(([, kept]) => !kept).map(([problem]) => problem),
    ...(containers.length === 0 ? ["has no container"] : []),
    ...containers.flatMap((one) => containerProblems(one, manifest.kind === "Job")),
  ];
}

function containerProblems(one: Readonly<Record<string, unknown>>, ends: boolean): readonly string[] {
  const rules: readonly (readonly [string, boolean])[] = [
    ["may gain privileges", at(one, "securityContext.allowPrivilegeEscalation") === false],
    ["writes its root", at(one, "securityContext.readOnlyRootFilesystem") === true],
    ["keeps capabilities", texts(at(one, "securityContext.capabilities.drop")).includes("ALL")],
    ["asks for no processor", at(one, "resources.requests.cpu") !== undefined],
    ["asks for no memory", at(one, "resources.requests.memory") !== undefined],
    ["has no memory limit", at(one, "resources.limits.memory") !== undefined],
    ["is not probed", ends || (one["readinessProbe"] !== undefined && one["livenessProbe"] !== undefined)],
  ];
  return rules.filter(([, kept]) => !kept).map(([problem]) => `container ${String(one["name"])} ${problem}`);
}
