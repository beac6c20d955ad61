/** Services whose resources make up a stack; the deploy role creates, changes and deletes them. */
export const stackServices = [
  ...["acm", "apigateway", "application-autoscaling", "autoscaling", "backup", "backup-storage", "budgets"],
  ...["cloudfront", "cloudwatch", "dynamodb", "ec2", "ecr", "eks", "elasticache", "elasticloadbalancing"],
  ...["events", "kafka", "kafka-cluster", "lambda", "logs", "rds", "scheduler", "schemas", "sns", "sqs"],
  ...["tag", "wafv2"],
] as const;

/** What nodes, pods and functions of a stack call besides. The deploy role does not; roles that it makes may. */
export const runtimeActions = [
  ...["cognito-idp:DescribeUserPoolClient", "eks-auth:*"],
  ...["rds-db:connect", "shield:GetSubscriptionState", "ssm:Describe*", "ssm:GetD*", "ssm:GetManifest"],
  ...[
    "ssm:List*",
    "ssm:PutC*",
    "ssm:PutInventory",
    "ssm:Update*Association*",
    "ssm:UpdateInstanceInformation",
  ],
  ...["ssmmessages:*", "ec2messages:*", "xray:*"],
] as const;

/**
 * Switches of the whole account or region, which no tag keeps apart, and purchases, which nobody can undo. Without ABAC, DynamoDB would look at no tag; an
 * account policy of CloudWatch Logs would copy every stack's logs to whoever sets it.
 */
export const accountSwitches = [
  ...["dynamodb:Purchase*", "ec2:Purchase*", "elasticache:Purchase*", "rds:Purchase*"],
  ...["acm:PutAccount*", "backup:Update*Settings", "dynamodb:UpdateAbacStatus", "ec2:*AllowedImages*"],
  ...["ec2:*BlockPublic*", "ec2:*Ebs*", "ec2:*MetadataDefaults", "ec2:*SerialConsole*"],
  ...["ec2:ModifyAccount*", "ecr:DeleteRegistry*", "ecr:PutAccount*", "ecr:PutRegistry*"],
  ...["ecr:PutReplication*", "events:*Permission", "logs:*AccountPolicy", "logs:DeleteResourcePolicy"],
  ...["logs:PutStorageTierPolicy", "rds:ModifyCertificates", "sns:SetSMSAttributes"],
] as const;

/** Services that act for a stack through a role of its own. */
export const trustedServices = [
  ...["apigateway", "backup", "ec2", "eks", "events", "lambda", "monitoring.rds", "pods.eks", "rds"],
  ...["scheduler", "vpc-flow-logs"],
].map((service) => `${service}.amazonaws.com`);

/** Services whose own role is made with the first resource of its kind in an account. */
export const linkedServices = [
  ...["apidestinations.events", "autoscaling", "backup", "delivery.logs", "dynamodb.application-autoscaling"],
  ...["eks", "eks-nodegroup", "elasticache", "elasticache.application-autoscaling", "elasticloadbalancing"],
  ...["kafka", "kafka.application-autoscaling", "lambda.application-autoscaling", "logger.cloudfront"],
  ...["ops.apigateway", "rds", "rds.application-autoscaling", "replicator.lambda", "vpcorigin.cloudfront"],
  ...["wafv2"],
].map((service) => `${service}.amazonaws.com`);

/**
 * What a preview looks up at AWS: versions, zones, what has a name of its own. Pulumi compares with the state, so that
 * it reads no resource, and nothing that a stack keeps.
 */
export const lookups = [
  ...["acm:DescribeCertificate", "acm:ListCertificates", "cloudfront:GetCachePolicy"],
  ...["cloudfront:GetOriginRequestPolicy", "cloudfront:GetResponseHeadersPolicy"],
  ...["cloudfront:ListCachePolicies", "cloudfront:ListOriginRequestPolicies"],
  ...["cloudfront:ListResponseHeadersPolicies", "ec2:DescribeAvailabilityZones", "ec2:DescribeImages"],
  ...[
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeInstanceTypes",
    "ec2:DescribeManagedPrefixLists",
    "ec2:GetManagedPrefixListEntries",
  ],
  ...["ec2:DescribePrefixLists", "ec2:DescribeRegions", "ec2:DescribeVpcEndpointServices"],
  ...["eks:DescribeAddonConfiguration", "eks:DescribeAddonVersions", "eks:DescribeCluster"],
  ...["eks:DescribeClusterVersions", "elasticache:DescribeCacheEngineVersions"],
  ...[
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeTags",
    "iam:GetPolicy",
    "iam:GetRole",
    "kafka:ListKafkaVersions",
  ],
  ...["kms:DescribeKey", "kms:ListAliases", "rds:DescribeDBEngineVersions"],
  ...["rds:DescribeOrderableDBInstanceOptions", "route53:GetHostedZone", "route53:ListHostedZones"],
  ...["route53:ListHostedZonesByName", "route53:ListTagsForResource"],
] as const;
