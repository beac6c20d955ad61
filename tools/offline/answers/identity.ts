import { stableHex } from "../fake-ids";
import { text, type Answers } from "./answer";

/** How IAM marks what an id belongs to: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const uniqueId = (kind: "AIPA" | "ANPA" | "AROA", urn: string): string =>
  `${kind}${stableHex(urn, 17).toUpperCase()}`;

/** Services call their own roles as they please; of one that is missing here the name is a guess. */
const serviceLinkedNames: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com": "AutoScaling",
  "eks.amazonaws.com": "AmazonEKS",
  "eks-nodegroup.amazonaws.com": "AmazonEKSNodegroup",
  "elasticache.amazonaws.com": "ElastiCache",
  "elasticloadbalancing.amazonaws.com": "ElasticLoadBalancing",
  "ops.apigateway.amazonaws.com": "APIGateway",
  "rds.amazonaws.com": "RDS",
  "replicator.lambda.amazonaws.com": "LambdaReplicator",
  "spot.amazonaws.com": "EC2Spot",
};

/** Answers for roles, policies and identity providers, which belong to the account and to no region. */
export const identityAnswers: Answers = {
  "aws:iam/role:Role": ({ account, inputs, urn }) => {
    const name = text(inputs, "name");
    return {
      id: name,
      outputs: {
        arn: `arn:aws:iam::${account}:role${text(inputs, "path", "/")}${name}`,
        uniqueId: uniqueId("AROA", urn),
      },
    };
  },
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }) => ({
    id: `${text(inputs, "role")}:${text(inputs, "name")}`,
    outputs: {},
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs, urn }) => ({
    id: `${text(inputs, "role")}-${stableHex(urn, 26)}`,
    outputs: {},
  }),
  "aws:iam/policy:Policy": ({ account, inputs, urn }) => {
    const arn = `arn:aws:iam::${account}:policy${text(inputs, "path", "/")}${text(inputs, "name")}`;
    return { id: arn, outputs: { arn, policyId: uniqueId("ANPA", urn), attachmentCount: 0 } };
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ({ account, inputs }) => {
    const host = text(inputs, "url").replace(/^https:\/\//, "");
    const arn = `arn:aws:iam::${account}:oidc-provider/${host}`;
    return { id: arn, outputs: { arn, thumbprintLists: inputs["thumbprintLists"] ?? [stableHex(host, 40)] } };
  },
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": ({ account, inputs, urn }) => {
    const service = text(inputs, "awsServiceName");
    const suffix = text(inputs, "customSuffix");
    const own = `AWSServiceRoleFor${serviceLinkedNames[service] ?? service.split(".")[0] ?? ""}`;
    const name = suffix === "" ? own : `${own}_${suffix}`;
    const path = `/aws-service-role/${service}/`;
    const arn = `arn:aws:iam::${account}:role${path}${name}`;
    return { id: arn, outputs: { arn, name, path, uniqueId: uniqueId("AROA", urn) } };
  },
};
