import type { ClusterSettings } from "../cluster/settings";
import type { Contradiction } from "../contradiction";
import type { DataTierSettings } from "../data-tier/settings";
import type { EdgeSettings } from "../edge/settings";
import type { OperationsSettings } from "../operations/settings";
import type { QueueingSettings } from "../queueing/settings";
import { meantBy } from "../misspelt";
import { catalogues } from "./catalogue/catalogues";
import type { Catalogue } from "./catalogue/service";
import { chosenWorkloads, type ChosenService } from "./catalogue/chosen";
import { inWorkloads, sharedPortProblems } from "./node-ports";
import { autoscales } from "./platform/autoscaled";
import { familyProblems } from "./platform/pool-settings";
import type { WorkloadsSettings } from "./settings";

// What the services ask of other sections of a stack file and do not get. Each check takes no more than it reads.

interface Workloads {
  readonly "urr:workloads": WorkloadsSettings;
}
interface DataTier<Key extends keyof DataTierSettings> {
  readonly "urr:dataTier": Pick<DataTierSettings, Key>;
}
interface Edge {
  readonly "urr:edge": Pick<EdgeSettings, "cdn" | "frontend" | "loadBalancer">;
}
interface Queueing {
  readonly "urr:queueing": Pick<QueueingSettings, "senders">;
}
interface Hours {
  readonly "urr:cluster": Pick<ClusterSettings, "nodes">;
  readonly "urr:operations": Pick<OperationsSettings, "workingHours">;
}
interface Cluster {
  readonly "urr:cluster": Pick<ClusterSettings, "architecture">;
}

const chosenIn = ({ "urr:workloads": workloads }: Workloads): readonly ChosenService[] =>
  chosenWorkloads(catalogues[workloads.catalogue], workloads);

/** What the load balancer is to send to which port, and how the pods behind it change. */
export function doorProblems(settings: Workloads & Edge): readonly Contradiction[] {
  const { cdn, frontend, loadBalancer } = settings["urr:edge"];
  const services = chosenIn(settings);
  const served = services.flatMap(({ door, name, port, release }) => {
    if (door === undefined || (door === "frontend" && frontend === "files")) return [];
    const set = loadBalancer[door];
    const path = ["urr:edge", "loadBalancer", door];
    const message = `is not ${String(port)}, on which ${name} listens`;
    return [
      ...(set.port === port ? [] : [{ path: [...path, "port"], message, example: port }]),
      ...(release === "blueGreen" && set.nodePort === false
        ? [
            {
              path: [...path, "nodePort"],
              message: `is false, and ${name} is deployed blue/green: with pods as targets nobody would answer for some seconds of every switch`,
              example: door === "gateway" ? 30_000 : 30_005,
            },
          ]
        : []),
    ];
  });
  if (frontend === "files" || services.some(({ door }) => door === "frontend")) return served;
  const message = "is server, and this environment has no service for pages";
  const example = cdn ? "files" : "files, and urr:edge.cdn: true";
  return [...served, { path: ["urr:edge", "frontend"], message, example }];
}

/** A load balancer that leads to nobody answers with an error of its own, whoever asks. */
export function missingGatewayProblems({ "urr:workloads": workloads }: Workloads): readonly Contradiction[] {
  const catalogue: Catalogue = catalogues[workloads.catalogue];
  return Object.entries(catalogue)
    .filter(([name, { door }]) => door === "gateway" && workloads.services[name]?.enabled === false)
    .map(([name]) => ({
      path: ["urr:workloads", "services", name, "enabled"],
      message: "is false, and the load balancer would have nobody to answer for the API",
      example: true,
    }));
}

/** Doors, stores and Grafana share the ports of the nodes. */
export function nodePortProblems(settings: Workloads & Edge): readonly Contradiction[] {
  const { gateway, frontend } = settings["urr:edge"].loadBalancer;
  return sharedPortProblems([
    { path: ["urr:edge", "loadBalancer", "gateway", "nodePort"], port: gateway.nodePort },
    { path: ["urr:edge", "loadBalancer", "frontend", "nodePort"], port: frontend.nodePort },
    ...inWorkloads(settings["urr:workloads"]),
  ]);
}

/** A server in the cluster reads its administrator's password once, as its volume is empty. */
export function passwordProblems({
  "urr:dataTier": { postgres },
}: DataTier<"postgres">): readonly Contradiction[] {
  if (postgres.mode === "managed" || postgres.credentialGeneration === 1) return [];
  const message = "asks for new passwords, and PostgreSQL in the cluster keeps those it was made with";
  return [{ path: ["urr:dataTier", "postgres", "credentialGeneration"], message, example: 1 }];
}

/** Kafka makes no topic by itself. */
export function topicProblems(settings: Workloads & DataTier<"kafka">): readonly Contradiction[] {
  const { topics } = settings["urr:dataTier"].kafka;
  const path = ["urr:dataTier", "kafka", "topics"];
  const users = chosenIn(settings).flatMap(({ kafka, name }) =>
    [...(kafka?.produces ?? []), ...(kafka?.consumes ?? [])].map((topic) => ({ name, topic })),
  );
  const missing = new Map(
    users
      .filter(({ topic }) => topic !== "*" && topics[topic] === undefined)
      .map(({ name, topic }) => [topic, name]),
  );
  return [...missing].map(([topic, name]) => ({
    path,
    message: `has no ${topic}, which ${name} uses`,
    example: { ...topics, [topic]: { cleanup: "delete" } },
  }));
}

/** Images of a service without a repository could be pushed nowhere. */
export function repositoryProblems(settings: Workloads & DataTier<"registry">): readonly Contradiction[] {
  const { images } = settings["urr:workloads"];
  if (images.registry !== undefined || !images.pattern.includes("{short}")) return [];
  const { services } = settings["urr:dataTier"].registry;
  const missing = chosenIn(settings).filter(({ shortName }) => !services.includes(shortName));
  if (missing.length === 0) return [];
  const names = missing.map(({ shortName }) => shortName);
  const message = `lacks ${names.join(", ")}, whose images would have no repository`;
  return [{ path: ["urr:dataTier", "registry", "services"], message, example: [...services, ...names] }];
}

export function senderProblems(settings: Workloads & Queueing): readonly Contradiction[] {
  const known = chosenIn(settings).map(({ shortName }) => shortName);
  const { senders } = settings["urr:queueing"];
  const strange = senders.filter((sender) => !known.includes(sender));
  if (strange.length === 0) return [];
  const meant = strange.flatMap((sender) => meantBy(sender, known) ?? []);
  const message = `names ${strange.join(", ")}: services of this environment are ${known.join(", ")}`;
  const example = [...new Set([...senders.filter((sender) => known.includes(sender)), ...meant])];
  return [
    {
      path: ["urr:queueing", "senders"],
      message,
      example: example.length === 0 ? known.slice(0, 1) : example,
    },
  ];
}

/** What the evening takes away would find pods waiting for a node, and be brought back. */
export function hoursProblems(settings: Workloads & Hours): readonly Contradiction[] {
  const { nodes } = settings["urr:cluster"];
  if (settings["urr:operations"].workingHours === undefined) return [];
  if (!autoscales(settings["urr:workloads"].addons, nodes)) return [];
  const message =
    "is on, and would bring back the nodes that urr:operations.workingHours takes away in the evening";
  return [{ path: ["urr:workloads", "addons", "clusterAutoscaler"], message, example: false }];
}

/** Nodes that Karpenter makes have the processors for which images are built. */
export function poolProblems(settings: Workloads & Cluster): readonly Contradiction[] {
  const { karpenter } = settings["urr:workloads"].addons;
  return familyProblems(karpenter, settings["urr:cluster"].architecture).map((problem) => ({
    ...problem,
    path: ["urr:workloads", "addons", ...problem.path],
  }));
}
