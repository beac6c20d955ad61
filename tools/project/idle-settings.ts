import { servicesInside } from "../../stacks/kind-site";
import { workloadsOf } from "../../stacks/workloads-site";
import type { LaptopSettings } from "../../infra/laptop";
import type { Settings } from "../../infra/settings";
import type { Finding } from "../../policies/finding";
import { isRecord } from "../../policies/read";
import type { Workload } from "../../components/workloads/workload";
import { notice } from "./notice";

type Config = Readonly<Record<string, unknown>>;

/** Settings of the workloads that count only where something else is chosen. */
interface Idle {
  /** Below `urr:workloads`. */
  readonly path: string;
  /** What keeps them from counting, to be read after "while"; undefined where they count. */
  readonly cause: string | undefined;
}

/** Pools for load tests also say how much of the cluster those may take, whoever makes its nodes. */
const nodesOfKarpenter = ["image", "diskGib", "critical", "general"].map((key) => `addons.karpenter.${key}`);

const when = (idle: boolean, cause: string): string | undefined => (idle ? cause : undefined);

/** What somebody wrote for an environment on AWS, and nothing reads. */
export function idleSettings(config: Config, settings: Settings): readonly Finding[] {
  const { cluster, dataTier, edge, queueing, workloads } = settings;
  const managed = (store: "kafka" | "postgres" | "redis") =>
    when(dataTier[store].mode === "managed", `urr:dataTier.${store}.mode is managed`);
  const { mode } = queueing.worker;
  return found(config, [
    ...idleAnywhere(workloads, workloadsOf(settings)),
    { path: "worker", cause: when(mode !== "keda", `urr:queueing.worker.mode is ${mode}`) },
    { path: "stores.postgres", cause: managed("postgres") },
    { path: "stores.nodePorts.postgres", cause: managed("postgres") },
    { path: "stores.redis", cause: managed("redis") },
    { path: "stores.kafka", cause: managed("kafka") },
    {
      path: "services.frontend",
      cause: when(edge.frontend === "files", "urr:edge.frontend is files"),
    },
    ...nodesOfKarpenter.map((path) => ({
      ...{ path, cause: when(!cluster.karpenter.enabled, "urr:cluster.karpenter.enabled is false") },
    })),
    {
      path: "addons.clusterAutoscaler",
      cause: when(cluster.karpenter.enabled, "urr:cluster.karpenter.enabled is true"),
    },
  ]);
}

/** The same for a cluster without AWS. */
export function idleInside(config: Config, settings: LaptopSettings): readonly Finding[] {
  const cause = "urr:environment.target is kind";
  return found(config, [
    ...idleAnywhere(settings.workloads, servicesInside(settings)),
    ...["worker", "uploaders", "addons.clusterAutoscaler", "addons.gatewayApi", ...nodesOfKarpenter].map(
      (path) => ({ path, cause }),
    ),
  ]);
}

function idleAnywhere(workloads: Settings["workloads"], services: readonly Workload[]): readonly Idle[] {
  const { addons, argocd, delivery, entry, images, observability } = workloads;
  const { logs, metrics, traces } = observability;
  const byPulumi = when(delivery === "pulumi", "urr:workloads.delivery is pulumi");
  const byHand = when(argocd.sync === "manual", "urr:workloads.argocd.sync is manual");
  const noSpring = when(
    services.every(({ runtime }) => runtime !== "spring"),
    "no service runs on Spring",
  );
  const rolling = when(
    services.every(({ release }) => release === "rolling"),
    "no service is deployed blue/green",
  );
  const noPrometheus = when(metrics !== "prometheus", `urr:workloads.observability.metrics is ${metrics}`);
  const noZipkin = when(traces !== "zipkin", `urr:workloads.observability.traces is ${traces}`);
  const noGateway = when(!addons.gatewayApi.enabled, "urr:workloads.addons.gatewayApi.enabled is false");
  return [
    { path: "argocd", cause: byPulumi },
    { path: "argocd.prune", cause: byHand },
    { path: "argocd.selfHeal", cause: byHand },
    { path: "profile", cause: noSpring },
    { path: "schema", cause: noSpring },
    {
      path: "addons.karpenter.loadTest",
      cause: when(!addons.loadTests, "urr:workloads.addons.loadTests is false"),
    },
    { path: "ingress", cause: when(entry !== "ingress", `urr:workloads.entry is ${entry}`) },
    ...["scaleDownDelaySeconds", "checks", "intervalSeconds", "failures"].map((key) => ({
      ...{ path: `blueGreen.${key}`, cause: rolling },
    })),
    {
      path: "images.registry",
      cause: when(!images.pattern.includes("{registry}"), "urr:workloads.images.pattern names a registry"),
    },
    { path: "stores.zipkin", cause: noZipkin },
    { path: "stores.nodePorts.zipkin", cause: noZipkin },
    { path: "observability.prometheus", cause: noPrometheus },
    { path: "observability.alerts", cause: noPrometheus },
    {
      path: "observability.loki",
      cause: when(logs !== "loki", `urr:workloads.observability.logs is ${logs}`),
    },
    {
      path: "observability.sampling",
      cause: when(traces === "none", "urr:workloads.observability.traces is none"),
    },
    ...["allowCidrs", "certificateArn"].map((key) => ({
      path: `addons.gatewayApi.${key}`,
      cause: noGateway,
    })),
  ];
}

function found(config: Config, settings: readonly Idle[]): readonly Finding[] {
  const idle = settings.filter(
    ({ cause, path }) => cause !== undefined && isWritten(config["urr:workloads"], path.split(".")),
  );
  return idle
    .filter(({ path }) => !idle.some((above) => path.startsWith(`${above.path}.`)))
    .map(({ cause, path }) =>
      notice("setting-without-effect", `urr:workloads.${path}`, `does nothing while ${cause ?? ""}`),
    );
}

/** Whether a stack file says something there; an empty mapping says nothing. */
function isWritten(written: unknown, path: readonly string[]): boolean {
  const value = path.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), written);
  return isRecord(value) ? Object.keys(value).length > 0 : value !== undefined;
}
