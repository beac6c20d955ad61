import type { Resource } from "../../../offline/resource";
import { fixed, hoursInMonth, ofType, partOf, used, type Line, type Pricer } from "../pricer";

const flowLogType = "aws:ec2/flowLog:FlowLog";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const gatewayType = "aws:ec2/natGateway:NatGateway";
const internetGatewayType = "aws:ec2/internetGateway:InternetGateway";

/** The provider's default is a gateway: https://www.pulumi.com/registry/packages/aws/api-docs/ec2/vpcendpoint/ */
const endpointKind = ({ inputs }: Resource) => inputs["vpcEndpointType"] ?? "Gateway";

const natGateway: Pricer = (_, context) => [
  fixed("NAT gateway, hours", "nat-gateway-hour", hoursInMonth),
  used("NAT gateway, data processed", "nat-gateway-gb", partOf(context, "natGb", ofType(gatewayType))),
];

const address: Pricer = () => [fixed("public IPv4 address, hours", "public-ipv4-hour", hoursInMonth)];

/** Traffic through a NAT gateway to the internet is paid there and once more here. */
const internetGateway: Pricer = (_, context) => [
  used(
    "data out to the internet",
    "internet-out-gb",
    partOf(context, "internetOutGb", ofType(internetGatewayType)),
  ),
];

const endpoint: Pricer = (resource, context) => {
  if (endpointKind(resource) === "Gateway") return [fixed("gateway endpoint", "gateway-endpoint-month", 1)];
  if (endpointKind(resource) !== "Interface") return [fixed("endpoint of another kind", null, null)];
  const subnets = resource.inputs["subnetIds"];
  const zones = Array.isArray(subnets) ? subnets.length : null;
  const isInterface = (other: Resource) => other.type === endpointType && endpointKind(other) === "Interface";
  return [
    fixed(
      "interface endpoint, hours in every zone",
      "interface-endpoint-hour",
      zones === null ? null : zones * hoursInMonth,
    ),
    used(
      "interface endpoint, data processed",
      "interface-endpoint-gb",
      partOf(context, "endpointGb", isInterface),
    ),
  ];
};

const flowLog: Pricer = ({ inputs }, context) => {
  const gb = partOf(context, "flowLogGb", ofType(flowLogType));
  const destination = inputs["logDestinationType"] ?? "cloud-watch-logs";
  if (destination === "cloud-watch-logs") {
    return [used("flow logs, delivered to CloudWatch", "logs-vended-gb", gb)];
  }
  if (destination !== "s3") return [used("flow logs, delivered elsewhere", null, gb)];
  const options = inputs["destinationOptions"] as Readonly<Record<string, unknown>> | undefined;
  const conversion: readonly Line[] =
    options?.["fileFormat"] === "parquet"
      ? [used("flow logs, converted to Parquet", "logs-parquet-gb", gb)]
      : [];
  return [used("flow logs, delivered to S3", "logs-to-s3-gb", gb), ...conversion];
};

export const networkPricers = {
  [gatewayType]: natGateway,
  [internetGatewayType]: internetGateway,
  [endpointType]: endpoint,
  [flowLogType]: flowLog,
  "aws:ec2/eip:Eip": address,
} as const satisfies Record<string, Pricer>;
