import type { Resource } from "../../offline/resource";
import { fixed, hoursPerMonth, used, type Line, type Priced } from "./lines";

type Pricer = (priced: Priced) => readonly Line[];

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const isInterface = ({ inputs }: Resource): boolean => inputs["vpcEndpointType"] === "Interface";

/** The share of one resource in a usage that is stated for all resources like it. */
const shareAmong = (resources: readonly Resource[], like: (resource: Resource) => boolean): number =>
  1 / resources.filter(like).length;

const natGateway: Pricer = ({ resources, usage }) => [
  fixed("NAT gateway", "nat-hour", hoursPerMonth),
  used(
    "traffic through NAT",
    "nat-gb",
    usage.natGb,
    shareAmong(resources, ({ type }) => type === natType),
  ),
];

const endpoint: Pricer = ({ resource, resources, usage }) => {
  if (!isInterface(resource)) return [fixed("gateway endpoint", "gateway-endpoint-month", 1)];
  const like = (other: Resource) => other.type === resource.type && isInterface(other);
  return [
    fixed(
      "interface endpoint, in every zone",
      "interface-endpoint-hour",
      hoursPerMonth * lengthOf(resource.inputs["subnetIds"]),
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
const flowLog: Pricer = ({ resource, resources, usage }) => {
  if (resource.inputs["logDestinationType"] === "s3") {
    return [used("flow logs delivered to S3", "vended-log-to-s3-gb", usage.flowLogGb)];
  }
  const group = resources.find(({ outputs }) => outputs["arn"] === resource.inputs["logDestination"]);
  const retention = group?.inputs["retentionInDays"];
  const months = typeof retention === "number" ? retention / 30 : 0;
  return [
    used("flow logs delivered to CloudWatch", "vended-log-gb", usage.flowLogGb),
    used("flow logs stored, before compression", "log-storage-gb-month", usage.flowLogGb, months),
  ];
};

/** An alarm is paid by the metrics it reads; metric math reads several. */
const alarm: Pricer = ({ resource }) => {
  const queries = resource.inputs["metricQueries"];
  const metrics = Array.isArray(queries) ? queries.filter((query: object) => "metric" in query).length : 1;
  return [fixed("alarm", "alarm-metric-month", metrics)];
};

const key: Pricer = ({ resource, resources, usage }) => [
  fixed("key", "kms-key-month", 1),
  used(
    "requests to the key",
    "kms-10000-requests",
    usage.kmsRequests,
    shareAmong(resources, ({ type }) => type === resource.type) / 10_000,
  ),
];

const natType = "aws:ec2/natGateway:NatGateway";

/** How each type is paid for. */
export const pricers: Readonly<Record<string, Pricer>> = {
  [natType]: natGateway,
  "aws:ec2/eip:Eip": () => [fixed("public IPv4 address", "public-ipv4-hour", hoursPerMonth)],
  "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
  "aws:ec2/flowLog:FlowLog": flowLog,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarm,
  "aws:kms/key:Key": key,
  "aws:secretsmanager/secret:Secret": () => [fixed("secret", "secret-month", 1)],
  "aws:s3/bucket:Bucket": ({ usage }) => [
    used("log archive, as if all of it stayed in Standard", "s3-standard-gb-month", usage.logArchiveGb),
  ],
};

/** Types that cost nothing by themselves, and why. */
export const freeTypes: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "paid by what is delivered to it",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "no charge",
  "aws:ec2/internetGateway:InternetGateway": "no charge by itself",
  "aws:ec2/route:Route": "no charge",
  "aws:ec2/routeTable:RouteTable": "no charge",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "no charge",
  "aws:ec2/securityGroup:SecurityGroup": "no charge",
  "aws:ec2/subnet:Subnet": "no charge",
  "aws:ec2/vpc:Vpc": "no charge",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": "no charge",
  "aws:iam/role:Role": "no charge",
  "aws:iam/rolePolicy:RolePolicy": "no charge",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "part of its bucket",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "part of its bucket",
  "aws:s3/bucketPolicy:BucketPolicy": "part of its bucket",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "part of its bucket",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "part of its bucket",
  "aws:s3/bucketVersioning:BucketVersioning": "part of its bucket",
  "aws:secretsmanager/secretVersion:SecretVersion": "part of its secret",
  "aws:sns/topic:Topic": "alarms stay far below the million requests that are free",
  "aws:sns/topicPolicy:TopicPolicy": "part of its topic",
  "aws:sns/topicSubscription:TopicSubscription": "alarms stay below the 1,000 mails that are free",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "no charge",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "no charge",
  "pulumi:providers:aws": "no resource of AWS",
};
