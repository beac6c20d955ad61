import { at, records } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { cacheAndStreamPricers } from "./cache-and-stream-pricers";
import { dataStorePricers } from "./data-store-pricers";
import { edgePricers } from "./edge-pricers";
import { clusterLogs, eksPricers } from "./eks-pricers";
import { firewallPricers } from "./firewall-pricers";
import { queueingPricers } from "./queueing-pricers";
import { rdsPricers } from "./rds-pricers";
import { kubernetesObject, podLogs, workloadsPricers } from "./workloads-pricers";
import { fixed, hoursPerMonth, shareAmong, used, type Pricer } from "./lines";

const isInterface = ({ inputs }: Resource): boolean => inputs["vpcEndpointType"] === "Interface";

const natGateway: Pricer = ({ resources, usage }) => [
  fixed("NAT gateway", "nat-hour", hoursPerMonth),
  used(
    "traffic through NAT",
    "nat-gb",
    usage.natGb,
    shareAmong(resources, ({ type }) => type === natType),
  ),
];

/** The provider makes a gateway where no kind is given. */
const endpoint: Pricer = ({ resource, resources, usage }) => {
  const kind = resource.inputs["vpcEndpointType"] ?? "Gateway";
  if (kind === "Gateway") return [fixed("gateway endpoint", "gateway-endpoint-month", 1)];
  if (!isInterface(resource)) return [fixed("endpoint of another kind", null, null)];
  const subnets = resource.inputs["subnetIds"];
  const like = (other: Resource) => other.type === resource.type && isInterface(other);
  return [
    fixed(
      "interface endpoint, in every zone",
      "interface-endpoint-hour",
      Array.isArray(subnets) ? hoursPerMonth * subnets.length : null,
    ),
    used(
      "traffic through the endpoint",
      "interface-endpoint-gb",
      usage.endpointGb,
      shareAmong(resources, like),
    ),
  ];
};

/** Delivery costs the same whatever is recorded; in CloudWatch the retention then decides what is stored. */
const flowLog: Pricer = ({ resource: { type, inputs }, resources, usage }) => {
  const share = shareAmong(resources, (other) => other.type === type);
  const destination = inputs["logDestinationType"] ?? "cloud-watch-logs";
  if (destination === "s3") {
    const delivery = used("flow logs delivered to S3", "vended-log-to-s3-gb", usage.flowLogGb, share);
    if (at(inputs, "destinationOptions.fileFormat") !== "parquet") return [delivery];
    return [
      delivery,
      used("flow logs converted to Parquet", "vended-log-parquet-gb", usage.flowLogGb, share),
    ];
  }
  if (destination !== "cloud-watch-logs") {
    return [used("flow logs delivered elsewhere", null, usage.flowLogGb, share)];
  }
  const group = resources.find(({ outputs }) => outputs["arn"] === inputs["logDestination"]);
  const retention = group?.inputs["retentionInDays"];
  // Without a retention the store grows for ever, so that no month is like the other.
  const months = typeof retention === "number" && retention > 0 ? retention / 30 : undefined;
  return [
    used("flow logs delivered to CloudWatch", "vended-log-gb", usage.flowLogGb, share),
    used(
      "flow logs stored, before compression",
      "log-storage-gb-month",
      months === undefined ? undefined : usage.flowLogGb,
      share * (months ?? 1),
    ),
  ];
};

/** An alarm is paid by the metrics it reads; metric math reads several. By the second or on a band it costs more. */
const alarm: Pricer = ({ resource: { inputs } }) => {
  const queries = records(inputs["metricQueries"])
    .map(({ metric }) => metric)
    .filter((metric) => metric !== undefined);
  const periods = [inputs["period"], ...queries.map((metric) => at(metric, "period"))];
  const isStandard =
    inputs["thresholdMetricId"] === undefined &&
    periods.every((period) => typeof period !== "number" || period >= 60);
  return [fixed("alarm", isStandard ? "alarm-metric-month" : null, Math.max(1, queries.length))];
};

/** The log archive has a size of its own; what the others hold is stated for all of them. */
const bucket: Pricer = ({ resource, resources, usage }) => {
  const isArchive = ({ type, urn }: Resource) =>
    type === resource.type && urn.includes("urr:operations:LogArchive$");
  const isOther = (one: Resource) => one.type === resource.type && !isArchive(one);
  if (isOther(resource)) {
    return [used("storage", "s3-standard-gb-month", usage.bucketGb, shareAmong(resources, isOther))];
  }
  return [
    used(
      "log archive, as if all of it stayed in Standard",
      "s3-standard-gb-month",
      usage.logArchiveGb,
      shareAmong(resources, isArchive),
    ),
  ];
};

const isSymmetric = ({ inputs }: Resource): boolean =>
  (inputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";

/** The stated requests are those to symmetric keys; a signature costs several times as much. */
const key: Pricer = ({ resource, resources, usage }) => {
  const month = fixed("key", "kms-key-month", 1);
  if (!isSymmetric(resource)) return [month, used("signatures with the key", null, undefined)];
  const like = (other: Resource) => other.type === resource.type && isSymmetric(other);
  const share = shareAmong(resources, like) / 10_000;
  return [month, used("requests to the key", "kms-10000-requests", usage.kmsRequests, share)];
};

const natType = "aws:ec2/natGateway:NatGateway";

/** A group that flow logs fill is paid for with them; the control plane's and those of pods by usages of their own. */
const logGroup: Pricer = ({ resource, resources, usage }) => {
  const isFilled = ({ outputs }: Resource) =>
    resources.some(({ inputs }) => inputs["logDestination"] === outputs["arn"]);
  if (isFilled(resource)) return [];
  const ofOwnUsage = (one: Resource) => {
    const priced = { resource: one, resources, usage };
    return clusterLogs(priced) ?? podLogs(priced);
  };
  const isOther = (one: Resource) =>
    one.type === resource.type && !isFilled(one) && ofOwnUsage(one) === undefined;
  return (
    ofOwnUsage(resource) ?? [
      used("logs written", "log-gb", usage.serviceLogGb, shareAmong(resources, isOther)),
    ]
  );
};

/** How each type is paid for, but for objects in a cluster. */
const pricers: Readonly<Record<string, Pricer>> = {
  ...cacheAndStreamPricers,
  ...dataStorePricers,
  ...edgePricers,
  ...eksPricers,
  ...firewallPricers,
  ...queueingPricers,
  ...rdsPricers,
  ...workloadsPricers,
  [natType]: natGateway,
  "aws:ec2/vpc:Vpc": ({ usage }) => [
    used("traffic to the internet, on top of NAT", "internet-out-gb", usage.internetOutGb),
    used("traffic between zones", "inter-zone-gb", usage.interZoneGb),
  ],
  "aws:ec2/eip:Eip": () => [fixed("public IPv4 address", "public-ipv4-hour", hoursPerMonth)],
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
  "aws:ec2/flowLog:FlowLog": flowLog,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:kms/key:Key": key,
  "aws:route53/zone:Zone": () => [
    fixed("hosted zone", "hosted-zone-month", 1),
    used("DNS queries", "dns-million-queries", undefined),
  ],
  "aws:secretsmanager/secret:Secret": () => [fixed("secret", "secret-month", 1)],
  "aws:s3/bucket:Bucket": bucket,
};

/** How a type is paid for; undefined where nobody has priced it. */
export function pricerOf(type: string): Pricer | undefined {
  return pricers[type] ?? (type.startsWith("kubernetes:") ? kubernetesObject : undefined);
}
