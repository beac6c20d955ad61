/** How AWS limits the physical name of a type. */
export interface NameRule {
  /** The input that carries the name. */
  readonly property: string;
  readonly longest: number;
  readonly legal: RegExp;
  readonly source: string;
}

/** Types with a physical name. What is missing here has none, or takes any. */
export const nameRules: Readonly<Record<string, NameRule>> = {
  "aws:ec2/securityGroup:SecurityGroup": {
    property: "name",
    longest: 255,
    legal: /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws:s3/bucket:Bucket": {
    property: "bucket",
    longest: 63,
    legal:
      /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]+[a-z0-9]$(?<!-s3alias|--ol-s3|--x-s3|--table-s3)/,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws:sns/topic:Topic": {
    property: "name",
    longest: 256,
    legal: /^[A-Za-z0-9_-]+(\.fifo)?$/,
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  "aws:iam/role:Role": {
    property: "name",
    longest: 64,
    legal: /^[\w+=,.@-]+$/,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    property: "name",
    longest: 128,
    legal: /^[\w+=,.@-]+$/,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
  },
  "aws:iam/policy:Policy": {
    property: "name",
    longest: 128,
    legal: /^[\w+=,.@-]+$/,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
  },
  "aws:kms/alias:Alias": {
    property: "name",
    longest: 256,
    legal: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  "aws:route53/keySigningKey:KeySigningKey": {
    property: "name",
    longest: 128,
    legal: /^\w{3,}$/,
    source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html",
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    property: "policyName",
    longest: 255,
    legal: /^[^:*/]+(\/[^:*/]+)*$/,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    property: "name",
    longest: 512,
    legal: /^[.\-_/#A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    property: "name",
    longest: 255,
    legal: /^[\x20-\x7e]+$/,
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  },
  "aws:secretsmanager/secret:Secret": {
    property: "name",
    longest: 512,
    legal: /^[A-Za-z0-9/_+=.@-]+$/,
    source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
  },
};
