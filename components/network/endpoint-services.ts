/**
 * What a service's endpoint lets through.
 *
 * - `resources`: requests to resources of this account only, so that no key of another account can carry data out.
 * - `principals`: requests by principals of this account only, where the resources belong to AWS (public
 *   parameters, add-on images) or the service knows no resource account.
 * - `open`: AWS's default, where AWS does not say that the service takes a policy and refuses one that does not.
 *   Which services do: `aws ec2 describe-vpc-endpoint-services --query "ServiceDetails[].[ServiceName,VpcEndpointPolicySupported]"`.
 */
export type EndpointPolicy = "resources" | "principals" | "open";

/** Services with an interface endpoint, and the policy on it. Names as in `com.amazonaws.<region>.<name>`. */
export const interfaceServices = {
  ec2: "principals",
  "ecr.api": "principals",
  "ecr.dkr": "principals",
  eks: "principals",
  "eks-auth": "open",
  sts: "principals",
  logs: "principals",
  secretsmanager: "resources",
  elasticloadbalancing: "principals",
  autoscaling: "principals",
  sqs: "resources",
  kms: "resources",
  ssm: "principals",
  ssmmessages: "open",
  ec2messages: "open",
} as const satisfies Record<string, EndpointPolicy>;

export type InterfaceService = keyof typeof interfaceServices;

/** Services with a gateway endpoint: no price, and the route tables of every tier lead to them. */
export const gatewayServices = ["s3", "dynamodb"] as const;
export type GatewayService = (typeof gatewayServices)[number];

/** What nodes and the Lambda worker need once there is no NAT: without one of them a node never joins. */
export const neededWithoutNat: readonly InterfaceService[] = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "sts",
  "logs",
  "secretsmanager",
  "elasticloadbalancing",
  "autoscaling",
  "sqs",
  "kms",
  "ssm",
  "ssmmessages",
  "ec2messages",
];
