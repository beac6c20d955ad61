import { at, isOn, isRecord, number, parsed, text } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { ingressType, takesVisitors } from "./edge-pricers";
import { fixed, hoursPerMonth, shareAmong, times, used, type Line, type Priced, type Pricer } from "./lines";
import { keyOf } from "./price-book";
import { claimsIn } from "./volume-claims";

const classType = "kubernetes:storage.k8s.io/v1:StorageClass";
const defaultMark = "storageclass.kubernetes.io/is-default-class";

/** The kind of disk that a class stands for: the named one's, or the default's where none is named. */
function diskOf(className: string | undefined, resources: readonly Resource[]): string | undefined {
  const classes = resources.filter(({ type }) => type === classType);
  const found = classes.find(({ inputs: { metadata } }) =>
    className === undefined
      ? isOn((at(metadata, "annotations") as Resource["inputs"] | undefined)?.[defaultMark])
      : at(metadata, "name") === className,
  );
  return text(at(found?.inputs, "parameters.type"));
}

/** Volumes are disks of their own, which the driver of EBS makes as pods ask for them. */
function volumes({ resource, resources }: Priced): readonly Line[] {
  return claimsIn(resource.inputs).map(({ className, gib, count }) => {
    const disk = diskOf(className, resources);
    return fixed(
      `volumes of pods, ${disk ?? "of a class that is not stated"}${times(gib)} GiB`,
      disk === undefined ? null : keyOf(`ebs-${disk}-gb-month`),
      gib === undefined ? null : gib * count,
    );
  });
}

/** A month of the addresses that a load balancer has on the internet; null where its subnets are not known. */
function addressHours({ inputs: { metadata } }: Resource): number | null {
  const said = at(metadata, "annotations") as Resource["inputs"] | undefined;
  if (said?.["alb.ingress.kubernetes.io/scheme"] !== "internet-facing") return 0;
  const subnets = text(said["alb.ingress.kubernetes.io/subnets"]);
  return subnets === undefined ? null : subnets.split(",").length * hoursPerMonth;
}

/** What a controller in the cluster makes on AWS for an object. */
const madeFor: Readonly<Record<string, Pricer>> = {
  "kubernetes:core/v1:Service": ({ resource: { inputs } }) =>
    at(inputs, "spec.type") === "LoadBalancer" ? [fixed("load balancer of a Service", null, null)] : [],
  [ingressType]: ({ resource, resources, usage }) => [
    fixed("load balancer of an Ingress", "alb-hour", hoursPerMonth),
    fixed("its public IPv4 addresses, one in every zone", "public-ipv4-hour", addressHours(resource)),
    used(
      "capacity units of an Ingress's load balancer",
      "alb-lcu-hour",
      usage.loadBalancerLcuHours,
      shareAmong(resources, takesVisitors),
    ),
  ],
  "kubernetes:gateway.networking.k8s.io/v1:Gateway": () => [
    fixed("load balancer of a Gateway", "alb-hour", hoursPerMonth),
    used("capacity units of a Gateway's load balancer", "alb-lcu-hour", undefined),
  ],
  "kubernetes:karpenter.sh/v1:NodePool": () => [
    used("nodes that Karpenter starts as pods need them", null, undefined),
  ],
};

/** Collectors whose pipelines end at X-Ray, which is paid by what it gets. */
const sendsTraces = ({ inputs }: Resource): boolean =>
  [at(inputs, "values.alternateConfig.exporters"), at(inputs, "values.config.exporters")]
    .filter(isRecord)
    .some((exporters) => Object.keys(exporters).some((name) => name.split("/")[0] === "awsxray"));

function traces({ resource, resources, usage }: Priced): readonly Line[] {
  if (!sendsTraces(resource)) return [];
  const share = shareAmong(resources, sendsTraces);
  return [used("traces that X-Ray records", "xray-million-traces", usage.xrayMillionTraces, share)];
}

/**
 * An object in the cluster costs nothing by itself: pods run on nodes that are paid for with their group. What it asks of
 * AWS costs. Of a chart that is what its values here say; volumes that a chart asks for by itself are not seen.
 */
export const kubernetesObject: Pricer = (priced) => [
  ...(madeFor[priced.resource.type]?.(priced) ?? []),
  ...volumes(priced),
  ...traces(priced),
];

const addonType = "aws:eks/addon:Addon";

/** Whether an add-on is Container Insights with the figures that are paid one by one. */
const observes = ({ inputs, type }: Resource): boolean =>
  type === addonType &&
  inputs["addonName"] === "amazon-cloudwatch-observability" &&
  at(
    parsed(text(inputs["configurationValues"]) ?? ""),
    "agent.config.logs.metrics_collected.kubernetes.enhanced_container_insights",
  ) === true;

/** Add-ons cost nothing; what Container Insights observes does. */
const addon: Pricer = ({ resource, resources, usage }) =>
  observes(resource)
    ? [
        used(
          "observations of Container Insights",
          "container-insights-million-observations",
          usage.insightsMillionObservations,
          shareAmong(resources, observes),
        ),
      ]
    : [];

const insightsGroup = /^\/aws\/containerinsights\/[^/]+\/(\w+)$/;

const holds = ({ inputs, type }: Resource): string | undefined =>
  type === "aws:cloudwatch/logGroup:LogGroup"
    ? insightsGroup.exec(text(inputs["name"]) ?? "")?.[1]
    : undefined;

/** What pods and nodes write to log groups of Container Insights; undefined for the groups of others. */
export function podLogs({ resource, resources, usage }: Priced): readonly Line[] | undefined {
  const kind = holds(resource);
  if (kind === undefined) return undefined;
  // Figures are paid for one by one, and not again as what is logged.
  if (kind === "performance") return [];
  const share = shareAmong(resources, (one) => ![undefined, "performance"].includes(holds(one)));
  const retention = number(resource.inputs["retentionInDays"]) ?? 0;
  return [
    used("logs of pods and nodes", "log-gb", usage.podLogGb, share),
    used(
      "logs stored, before compression",
      "log-storage-gb-month",
      retention > 0 ? usage.podLogGb : undefined,
      (share * retention) / 30,
    ),
  ];
}

/** How what runs in the cluster is paid for, beside its objects. */
export const workloadsPricers: Readonly<Record<string, Pricer>> = { [addonType]: addon };
