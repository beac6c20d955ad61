import type { ClusterSettings } from "../components/cluster/settings";
import type { Contradiction } from "../components/contradiction";
import { kafkaProblems } from "../components/data-tier/kafka/replication";
import type { DataTierSettings } from "../components/data-tier/settings";
import type { NetworkSettings } from "../components/network/settings";
import type { OperationsSettings } from "../components/operations/settings";

// What one section of a stack file asks of another and does not get. Each check takes no more than it reads.

interface Network<Key extends keyof NetworkSettings> {
  readonly "urr:network": Pick<NetworkSettings, Key>;
}
interface Cluster {
  readonly "urr:cluster": Pick<ClusterSettings, "karpenter">;
}
interface DataTier<Key extends keyof DataTierSettings> {
  readonly "urr:dataTier": Pick<DataTierSettings, Key>;
}
interface Operations {
  readonly "urr:operations": Pick<OperationsSettings, "workingHours">;
}
interface Environment {
  readonly "urr:environment": { readonly protect: boolean };
}

/** EKS and RDS refuse fewer: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const fewestZones = 2;

export function zoneProblems({ "urr:network": { zones } }: Network<"zones">): readonly Contradiction[] {
  if (zones.length >= fewestZones) return [];
  const message = "is one zone, and EKS and RDS ask for subnets in two";
  return [{ path: ["urr:network", "zones"], message, example: ["a", "b"] }];
}

export function brokerProblems({
  "urr:network": { zones },
  "urr:dataTier": { kafka },
}: Network<"zones"> & DataTier<"kafka">): readonly Contradiction[] {
  if (kafka.mode !== "managed" || zones.length < fewestZones) return [];
  return kafkaProblems(kafka, zones.length).map((problem) => ({
    ...problem,
    path: ["urr:dataTier", "kafka", ...problem.path],
  }));
}

export function addressProblems({
  "urr:network": { profile },
  "urr:cluster": { karpenter },
}: Network<"profile"> & Cluster): readonly Contradiction[] {
  if (!karpenter.enabled || profile === "wide") return [];
  const message = `is ${profile}, whose app tier has some 250 addresses in a zone: nodes that Karpenter adds would use them up`;
  return [{ path: ["urr:network", "profile"], message, example: "wide" }];
}

export function scheduleProblems({
  "urr:cluster": { karpenter },
  "urr:operations": { workingHours },
}: Cluster & Operations): readonly Contradiction[] {
  if (!karpenter.enabled || workingHours === undefined) return [];
  const message =
    "stops the nodes on which Karpenter itself runs, so that nobody would stop those it has made";
  const example = "none, or urr:cluster.karpenter.enabled: false";
  return [{ path: ["urr:operations", "workingHours"], message, example }];
}

export function singlePodProblems({
  "urr:environment": { protect },
  "urr:dataTier": { postgres },
}: Environment & DataTier<"postgres">): readonly Contradiction[] {
  if (!protect || postgres.mode === "managed") return [];
  const message =
    "is in-cluster, one pod on one disk, and urr:environment.protect says that the data matters";
  return [{ path: ["urr:dataTier", "postgres", "mode"], message, example: "managed" }];
}

export function nightProblems({
  "urr:environment": { protect },
  "urr:operations": { workingHours },
}: Environment & Operations): readonly Contradiction[] {
  if (!protect || workingHours === undefined) return [];
  const message =
    "stops the environment every evening, and urr:environment.protect says that alarms ring when it is down";
  const example = "none, or urr:environment.protect: false";
  return [{ path: ["urr:operations", "workingHours"], message, example }];
}

export function copyProblems({
  "aws:region": region,
  "urr:dataTier": { backup },
}: DataTier<"backup"> & { readonly "aws:region": string }): readonly Contradiction[] {
  if (backup.copyTo?.region !== region) return [];
  const message = "is the region of the stack, with which the copies would be lost too";
  const path = ["urr:dataTier", "backup", "copyTo", "region"];
  return [{ path, message, example: region === "ap-northeast-1" ? "ap-northeast-3" : "ap-northeast-1" }];
}
