import { isOutOfStandardSupport } from "../../../policies/eks-versions";
import { at, number, records, text, texts, type Props } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { fixed, hoursPerMonth, times, used, type Line, type Priced, type Pricer } from "./lines";
import { keyOf } from "./price-book";
import { uptime, whenUp } from "./uptime";

/** EKS keeps an old version alive for six times the price, unless it is told to upgrade instead. */
const cluster: Pricer = ({ resource: { inputs } }) => {
  const isExtended =
    at(inputs, "upgradePolicy.supportType") !== "STANDARD" &&
    isOutOfStandardSupport(text(inputs["version"]) ?? "");
  const tier = text(at(inputs, "controlPlaneScalingConfig.tier")) ?? "standard";
  return [
    fixed("control plane", "eks-cluster-hour", hoursPerMonth),
    ...(isExtended
      ? [fixed("extended support of an old version", "eks-extended-support-hour", hoursPerMonth)]
      : []),
    ...(tier === "standard" ? [] : [fixed(`control plane of the tier ${tier}`, null, null)]),
  ];
};

/** What a control plane writes to its log group; undefined for the groups of others. */
export function clusterLogs({ resource, resources, usage }: Priced): readonly Line[] | undefined {
  const groups = resources
    .filter(({ type }) => type === "aws:eks/cluster:Cluster")
    .map(({ inputs }) => `/aws/eks/${text(inputs["name"]) ?? ""}/cluster`);
  if (!groups.includes(text(resource.inputs["name"]) ?? "")) return undefined;
  const share = 1 / groups.length;
  const retention = number(resource.inputs["retentionInDays"]) ?? 0;
  return [
    used("logs of the control plane", "log-gb", usage.clusterLogGb, share),
    used(
      "logs stored, before compression",
      "log-storage-gb-month",
      retention > 0 ? usage.clusterLogGb : undefined,
      (share * retention) / 30,
    ),
  ];
}

function templateOf({ inputs }: Resource, resources: readonly Resource[]): Props {
  const [id, name] = [at(inputs, "launchTemplate.id"), at(inputs, "launchTemplate.name")];
  const template = resources.find(
    (other) =>
      other.type === "aws:ec2/launchTemplate:LaunchTemplate" &&
      ((id !== undefined && other.id === id) || (name !== undefined && other.inputs["name"] === name)),
  );
  return template?.inputs ?? {};
}

/** 3,000 operations and 125 MiB a second come with every volume of the kind gp3. */
function volume(ebs: Props, device: string, nodes: number): readonly Line[] {
  const [size, type] = [number(ebs["volumeSize"]), text(ebs["volumeType"]) ?? "of a kind that is not stated"];
  const moreIops = type === "gp3" ? (number(ebs["iops"]) ?? 0) - 3000 : 0;
  return [
    fixed(
      `volume ${device} of the nodes, ${type}`,
      keyOf(`ebs-${type}-gb-month`),
      size === undefined ? null : size * nodes,
    ),
    ...(moreIops > 0
      ? [fixed(`operations of the volume ${device}`, "ebs-gp3-iops-month", moreIops * nodes)]
      : []),
    ...((number(ebs["throughput"]) ?? 0) > 125
      ? [fixed(`throughput of the volume ${device}`, null, null)]
      : []),
  ];
}

/** The desired size while schedules leave it up; on demand EKS starts the first of the types that it can get. */
const nodeGroup: Pricer = ({ resource, resources }) => {
  const { inputs } = resource;
  const template = templateOf(resource, resources);
  const desired = number(at(inputs, "scalingConfig.desiredSize"));
  const part = uptime(resource.outputs["nodeGroupName"], resources);
  const nodes = desired === undefined ? undefined : desired * part;
  const [type = text(template["instanceType"])] = texts(inputs["instanceTypes"]);
  const isSpot = inputs["capacityType"] === "SPOT";
  const volumes = records(template["blockDeviceMappings"]).filter(({ ebs }) => ebs !== undefined);
  const instance = `${isSpot ? "spot nodes" : "nodes"} of the type ${type ?? "that EKS takes by default"}${times(desired)}${whenUp(part)}`;
  return [
    fixed(
      instance,
      isSpot ? null : keyOf(`ec2-${type ?? ""}-hour`),
      nodes === undefined ? null : nodes * hoursPerMonth,
    ),
    ...(volumes.length === 0 || nodes === undefined
      ? [fixed("volumes of the nodes", null, null)]
      : volumes.flatMap(({ ebs, deviceName }) =>
          volume((ebs ?? {}) as Props, text(deviceName) ?? "of the image", nodes),
        )),
  ];
};

const minutes: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/** How often a rate fires is known; how often a calendar does is left open. */
const schedule: Pricer = ({ resource: { inputs } }) => {
  const [, every = "", unit = ""] =
    /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text(inputs["scheduleExpression"]) ?? "") ?? [];
  const length = Number(every) * (minutes[unit] ?? NaN);
  const invocations = (hoursPerMonth * 60) / length / 1_000_000;
  return Number.isFinite(invocations)
    ? [fixed("invocations", "scheduler-million-invocations", invocations)]
    : [used("invocations", "scheduler-million-invocations", undefined)];
};

/** How what runs pods is paid for, and what goes with it. */
export const eksPricers: Readonly<Record<string, Pricer>> = {
  "aws:eks/cluster:Cluster": cluster,
  "aws:eks/nodeGroup:NodeGroup": nodeGroup,
  "aws:scheduler/schedule:Schedule": schedule,
};
