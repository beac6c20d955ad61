/**
 * What a service's endpoint lets through.
 *
 * - `resources`: requests to resources of this account only, so that no key of another account can carry data out.
 * - `principals`: requests by principals of this account only, where the resources belong to AWS (public
 *   parameters, add-on images) or the service knows no resource account.
 * - `tokens`: as `principals`, and calls that trade an identity provider's token for a role of this account; those
 *   carry no principal: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpc_endpoint_policies.html
 * - `open`: AWS's default, where AWS does not say that the service takes a policy and refuses one that does not.
 *   Which services do: `aws ec2 describe-vpc-endpoint-services --query "ServiceDetails[].[ServiceName,VpcEndpointPolicySupported]"`.
 */
export type EndpointPolicy = "resources" | "principals" | "tokens" | "open";

/** A service that can have an interface endpoint. */
interface InterfaceEndpoint {
  readonly policy: EndpointPolicy;
  /** Whether it is there unless a stack says otherwise; the others are needed only where there is no NAT. */
  readonly byDefault: boolean;
}

/**
 * Names as in `com.amazonaws.<region>.<name>`. Without NAT all of them are needed: where one is missing, a node never
 * joins or a session to it never opens.
 */
export const interfaceServices = {
  ec2: { policy: "principals", byDefault: true },
  "ecr.api": { policy: "principals", byDefault: true },
  "ecr.dkr": { policy: "principals", byDefault: true },
  eks: { policy: "principals", byDefault: true },
  "eks-auth": { policy: "open", byDefault: true },
  sts: { policy: "tokens", byDefault: true },
  logs: { policy: "principals", byDefault: true },
  secretsmanager: { policy: "resources", byDefault: true },
  elasticloadbalancing: { policy: "principals", byDefault: true },
  autoscaling: { policy: "principals", byDefault: true },
  sqs: { policy: "resources", byDefault: true },
  kms: { policy: "resources", byDefault: false },
  ssm: { policy: "principals", byDefault: false },
  ssmmessages: { policy: "open", byDefault: false },
  ec2messages: { policy: "open", byDefault: false },
} as const satisfies Record<string, InterfaceEndpoint>;

export type InterfaceService = keyof typeof interfaceServices;
export const interfaceNames = Object.keys(interfaceServices) as InterfaceService[];

/** Services with a gateway endpoint: no price, and the route tables of every tier lead to them. */
export const gatewayServices = ["s3", "dynamodb"] as const;
export type GatewayService = (typeof gatewayServices)[number];
