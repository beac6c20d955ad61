/** Services whose resources make up a stack; the deploy role creates, changes and deletes them. */
export const stackServices = [
  ...["acm", "apigateway", "application-autoscaling", "autoscaling", "backup", "backup-storage", "budgets"],
  ...["cloudfront", "cloudwatch", "dynamodb", "ec2", "ecr", "eks", "elasticache"],
  ...["elasticloadbalancing", "events", "kafka", "kafka-cluster", "lambda", "logs", "rds", "scheduler"],
  ...["sns", "sqs", "tag", "wafv2"],
] as const;

/** What nodes, pods and functions of a stack call besides. The deploy role does not; roles that it makes may. */
export const runtimeServices = [
  ...[
    "cloudfront-keyvaluestore:*",
    "cognito-idp:DescribeUserPoolClient",
    "eks-auth:*",
    "execute-api:Invoke",
    "pricing:GetProducts",
  ],
  ...["rds-db:connect", "shield:GetSubscriptionState", "ssm:*", "ssmmessages:*", "ec2messages:*", "xray:*"],
] as const;

/** Services that act for a stack through a role of its own. */
export const trustedServices = [
  ...["apigateway", "backup", "ec2", "eks", "events", "lambda", "monitoring.rds", "pods.eks", "rds"],
  ...["scheduler", "vpc-flow-logs"],
].map((service) => `${service}.amazonaws.com`);

/** Services whose own role is made with the first resource of its kind in an account. */
export const linkedServices = [
  ...["autoscaling", "backup", "dynamodb.application-autoscaling", "eks", "eks-nodegroup", "elasticache"],
  ...["elasticloadbalancing", "kafka", "logger.cloudfront", "ops.apigateway", "rds", "replicator.lambda"],
  ...["wafv2"],
].map((service) => `${service}.amazonaws.com`);

/**
 * What a preview looks up: settings, never what a stack keeps. No object, item, message, secret, log line or function's
 * code is among them.
 */
export const readActions = [
  ...["acm:Describe*", "acm:List*", "application-autoscaling:Describe*", "autoscaling:Describe*"],
  ...["backup:Describe*", "backup:GetBackupPlan", "backup:GetBackupSelection", "backup:ListBackupPlans"],
  ...["backup:ListBackupSelections", "backup:ListTags", "budgets:ViewBudget", "budgets:ListTagsForResource"],
  ...["cloudfront:Describe*", "cloudfront:GetCachePolicy*", "cloudfront:GetDistribution*"],
  ...["cloudfront:GetOrigin*", "cloudfront:GetResponseHeadersPolicy*", "cloudfront:List*"],
  ...["cloudfront-keyvaluestore:DescribeKeyValueStore", "cloudwatch:Describe*", "cloudwatch:List*"],
  ...["dynamodb:Describe*", "dynamodb:ListTables", "dynamodb:ListTagsOfResource", "ec2:Describe*"],
  ...["ecr:Describe*", "ecr:GetLifecyclePolicy", "ecr:GetRepositoryPolicy", "ecr:ListTagsForResource"],
  ...["eks:Describe*", "eks:List*", "elasticache:Describe*", "elasticache:List*"],
  ...["elasticloadbalancing:Describe*", "events:Describe*", "events:List*", "iam:Get*", "iam:List*"],
  ...["kafka:Describe*", "kafka:GetBootstrapBrokers", "kafka:List*", "kms:Describe*", "kms:GetKeyPolicy"],
  ...["kms:GetKeyRotationStatus", "kms:List*", "lambda:GetFunctionConcurrency", "lambda:GetPolicy"],
  ...[
    "lambda:List*",
    "logs:Describe*",
    "logs:ListTagsForResource",
    "rds:Describe*",
    "rds:ListTagsForResource",
  ],
  ...["route53:Get*", "route53:List*", "s3:GetAccelerateConfiguration", "s3:GetBucket*"],
  ...["s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration"],
  ...["s3:ListAllMyBuckets", "scheduler:Get*", "scheduler:List*", "secretsmanager:DescribeSecret"],
  ...["secretsmanager:GetResourcePolicy", "secretsmanager:ListSecrets", "sns:Get*", "sns:List*"],
  ...["sqs:Get*", "sqs:ListQueues", "sqs:ListQueueTags", "tag:GetResources", "wafv2:Get*", "wafv2:List*"],
] as const;
