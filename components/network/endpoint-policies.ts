import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../account";
import { policyDocument, type Statement } from "../policy-document";
import type { EndpointPolicy, GatewayService } from "./endpoint-services";

const everyone = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } as const;

/** What an endpoint lets through. It grants nothing by itself: IAM must allow a request as well. */
export function endpointPolicy(
  kind: Exclude<EndpointPolicy, "open">,
  { id }: Account,
): pulumi.Output<string> {
  const condition = kind === "resources" ? "aws:ResourceAccount" : "aws:PrincipalAccount";
  const thisAccount: Statement = {
    Sid: "ThisAccountOnly",
    ...everyone,
    Condition: { StringEquals: { [condition]: id } },
  };
  if (kind !== "tokens") return policyDocument([thisAccount]);
  const tokens: Statement = {
    Sid: "TokensForRolesOfThisAccount",
    Effect: "Allow",
    Principal: "*",
    Action: "sts:AssumeRoleWithWebIdentity",
    Resource: pulumi.interpolate`arn:aws:iam::${id}:role/*`,
  };
  return policyDocument([thisAccount, tokens]);
}

export function gatewayPolicy(service: GatewayService, account: Account): pulumi.Output<string> {
  return service === "s3" ? s3Policy(account) : endpointPolicy("resources", account);
}

/** Buckets of others that a node cannot do without, read only. */
function s3Policy({ id, region }: Account): pulumi.Output<string> {
  const readOnly = (Sid: string, bucket: string): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
  });
  return policyDocument([
    { Sid: "ThisAccountOnly", ...everyone, Condition: { StringEquals: { "aws:ResourceAccount": id } } },
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
    readOnly("ImageLayers", `prod-${region}-starport-layer-bucket`),
    // https://docs.aws.amazon.com/linux/al2023/ug/repo-s3.html
    readOnly("AmazonLinuxRepositories", `al2023-repos-${region}-de612dc2`),
    // registry.k8s.io answers clients on AWS with a bucket of their region:
    // https://github.com/kubernetes/registry.k8s.io/blob/main/cmd/archeio/internal/app/buckets.go
    readOnly("KubernetesImages", `prod-registry-k8s-io-${region}`),
  ]);
}
