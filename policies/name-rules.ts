import { edgeNameRules } from "./edge-name-rules";
import { serverlessNameRules } from "./serverless-name-rules";

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
  "aws:rds/eventSubscription:EventSubscription": {
    property: "name",
    longest: 254,
    legal: /^[a-zA-Z][a-zA-Z0-9-]*$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateEventSubscription.html",
  },
  "aws:rds/instance:Instance": {
    property: "identifier",
    longest: 63,
    legal: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html",
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    property: "name",
    longest: 255,
    legal: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html",
  },
  "aws:rds/proxy:Proxy": {
    property: "name",
    longest: 63,
    legal: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html",
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    property: "name",
    longest: 255,
    legal: /^(?!default$)[a-z0-9 ._-]+$/,
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html",
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
  "aws:eks/cluster:Cluster": {
    property: "name",
    longest: 100,
    legal: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html",
  },
  "aws:eks/nodeGroup:NodeGroup": {
    property: "nodeGroupName",
    longest: 63,
    legal: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    property: "name",
    longest: 128,
    legal: /^[a-zA-Z0-9().\-/_]{3,}$/,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html",
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    property: "name",
    longest: 128,
    legal: /^[\w+=,.@-]+$/,
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html",
  },
  "aws:sqs/queue:Queue": {
    property: "name",
    longest: 80,
    legal: /^[\w-]+(\.fifo)?$/,
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    property: "name",
    longest: 64,
    legal: /^[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html",
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": {
    property: "name",
    longest: 64,
    legal: /^[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html",
  },
  "aws:scheduler/schedule:Schedule": {
    property: "name",
    longest: 64,
    legal: /^[.\-_A-Za-z0-9]+$/,
    source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
  },
  "aws:appautoscaling/policy:Policy": {
    property: "name",
    longest: 256,
    legal: /^[\x20-\x7e]+$/,
    source: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html",
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    property: "name",
    longest: 255,
    legal: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheParameterGroup.html",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    property: "replicationGroupId",
    longest: 40,
    legal: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/,
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html",
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    property: "name",
    longest: 255,
    legal: /^[a-z0-9-]+$/,
    source:
      "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheSubnetGroup.html",
  },
  "aws:msk/cluster:Cluster": {
    property: "clusterName",
    longest: 64,
    legal: /^[a-zA-Z0-9][a-zA-Z0-9-]*$/,
    source: "https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html",
  },
  "aws:msk/configuration:Configuration": {
    property: "name",
    // No length is stated; that of a cluster's name is the only one MSK gives.
    longest: 64,
    legal: /^[a-zA-Z0-9][a-zA-Z0-9-]*$/,
    source: "https://docs.aws.amazon.com/msk/1.0/apireference/configurations.html",
  },
  "aws:dynamodb/table:Table": {
    property: "name",
    longest: 255,
    legal: /^[a-zA-Z0-9_.-]{3,}$/,
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
  },
  "aws:ecr/repository:Repository": {
    property: "name",
    longest: 256,
    legal: /^(?=.{2})([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/,
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  },
  "aws:backup/vault:Vault": {
    property: "name",
    longest: 50,
    legal: /^[a-zA-Z0-9_-]{2,}$/,
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html",
  },
  "aws:backup/plan:Plan": {
    property: "name",
    longest: 50,
    legal: /^[a-zA-Z0-9_.-]+$/,
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html",
  },
  "aws:backup/selection:Selection": {
    property: "name",
    longest: 50,
    legal: /^[a-zA-Z0-9_.-]+$/,
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html",
  },
  ...edgeNameRules,
  ...serverlessNameRules,
};
