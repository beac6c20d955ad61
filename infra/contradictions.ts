import type { ClusterSettings } from "../components/cluster/settings";
import type { DataTierSettings } from "../components/data-tier/settings";
import { kafkaProblems } from "../components/data-tier/kafka/replication";
import type { NetworkSettings } from "../components/network/settings";
import type { OperationsSettings } from "../components/operations/settings";
import { formatPath, type Problem } from "./problems";

/** The sections that could be read. */
interface Readable {
  readonly region?: string;
  readonly network?: Pick<NetworkSettings, "profile" | "zones">;
  readonly cluster?: Pick<ClusterSettings, "karpenter">;
  readonly dataTier?: Pick<DataTierSettings, "backup" | "kafka">;
  readonly operations?: Pick<OperationsSettings, "workingHours">;
}

/** What one section of a stack file asks of another and does not get. */
export function contradictions(sections: Readable): readonly Problem[] {
  return [...zoneProblems(sections), ...karpenterProblems(sections), ...backupProblems(sections)];
}

/** EKS and RDS refuse fewer: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const fewestZones = 2;

function zoneProblems({ network, dataTier }: Readable): readonly Problem[] {
  if (network === undefined) return [];
  const zones = network.zones.length;
  if (zones < fewestZones) {
    const message = "is one zone, and EKS and RDS ask for subnets in two";
    return [{ path: formatPath(["urr:network", "zones"]), message, example: '["a","b"]' }];
  }
  return dataTier?.kafka.mode === "managed" ? kafkaProblems(dataTier.kafka, zones) : [];
}

function karpenterProblems({ cluster, network, operations }: Readable): readonly Problem[] {
  if (cluster?.karpenter.enabled !== true) return [];
  const problems: Problem[] = [];
  if (network !== undefined && network.profile !== "wide") {
    const message = `is ${network.profile}, whose app tier has some 250 addresses in a zone: nodes that Karpenter adds would use them up`;
    problems.push({ path: formatPath(["urr:network", "profile"]), message, example: "wide" });
  }
  if (operations?.workingHours !== undefined) {
    const message =
      "stops the nodes on which Karpenter itself runs, so that nobody would stop those it has made";
    problems.push({
      path: formatPath(["urr:operations", "workingHours"]),
      message,
      example: "none, or urr:cluster.karpenter.enabled: false",
    });
  }
  return problems;
}

function backupProblems({ dataTier, region }: Readable): readonly Problem[] {
  const copyTo = dataTier?.backup.copyTo?.region;
  if (copyTo === undefined || copyTo !== region) return [];
  const message = "is the region of the stack, with which the copies would be lost too";
  const path = formatPath(["urr:dataTier", "backup", "copyTo", "region"]);
  return [{ path, message, example: region === "ap-northeast-1" ? "ap-northeast-3" : "ap-northeast-1" }];
}
