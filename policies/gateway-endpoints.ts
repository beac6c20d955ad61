import { example } from "./example";
import { isEverywhere, isPublic, statementsOf } from "./iam-document";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { ofType, text, texts, violationIf } from "./read";
import { openRoutes } from "./routes";
import { types } from "./types";

const endpoint = (props: Readonly<Record<string, unknown>>) =>
  example(types.vpcEndpoint, { vpcId: "vpc-1", vpcEndpointType: "Gateway", ...props });
const s3 = "com.amazonaws.ap-northeast-2.s3";

export const gatewaysReachEveryone: StackPolicy = {
  kind: "stack",
  id: "endpoints-gateways-reach-private-subnets",
  requirement: "A gateway endpoint is in the route table of every subnet that has no internet gateway.",
  controls: ["CNET-08"],
  severity: "medium",
  appliesTo: [types.vpcEndpoint],
  check: (resources) =>
    ofType(resources, types.vpcEndpoint)
      .filter(({ props }) => props["vpcEndpointType"] === "Gateway")
      .flatMap((gateway) => {
        const missing = privateTables(gateway.props["vpcId"], resources).filter(
          (id) => !texts(gateway.props["routeTableIds"]).includes(id),
        );
        return violationIf(
          missing.length > 0,
          gateway,
          "routeTableIds",
          `lacks ${missing.join(", ")}: what is behind them has no private way to the service`,
        );
      }),
  violatedBy: [
    [
      example(types.subnet, { vpcId: "vpc-1" }, { id: "subnet-1" }),
      example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
      endpoint({ serviceName: s3, routeTableIds: ["rtb-2"] }),
    ],
  ],
  keptBy: [
    example(types.subnet, { vpcId: "vpc-1" }, { id: "subnet-1" }),
    example(types.routeTableAssociation, { subnetId: "subnet-1", routeTableId: "rtb-1" }),
    example(types.subnet, { vpcId: "vpc-1" }, { id: "subnet-2" }),
    example(types.routeTableAssociation, { subnetId: "subnet-2", routeTableId: "rtb-2" }),
    example(types.route, {
      routeTableId: "rtb-2",
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "igw-1",
    }),
    endpoint({ serviceName: s3, routeTableIds: ["rtb-1"] }),
  ],
};

function privateTables(vpcId: unknown, resources: readonly Judged[]): readonly string[] {
  const subnets = ofType(resources, types.subnet).filter(
    (subnet) =>
      subnet.id !== undefined &&
      subnet.props["vpcId"] === vpcId &&
      !openRoutes(subnet, resources).some(({ kind }) => kind === "internet gateway"),
  );
  const tables = ofType(resources, types.routeTableAssociation)
    .filter(({ props }) => subnets.some(({ id }) => id === props["subnetId"]))
    .flatMap(({ props }) => texts(props["routeTableId"]));
  return [...new Set(tables)];
}

/** Services over which data could be carried to another account. */
const dataServices = /^com\.amazonaws\.[a-z0-9-]+\.(s3|dynamodb|secretsmanager)$/;

export const endpointsNarrow: ResourcePolicy = {
  kind: "resource",
  id: "endpoints-narrow",
  requirement: "An endpoint that data could leave by lets through only what a policy of ours allows.",
  controls: ["CNET-09"],
  severity: "low",
  appliesTo: [types.vpcEndpoint],
  check: (resource) => {
    if (!dataServices.test(text(resource.props["serviceName"]) ?? "")) return [];
    const allowsAll = statementsOf(resource.props["policy"]).some(
      (statement) => isPublic(statement) && isEverywhere(statement),
    );
    return violationIf(
      resource.props["policy"] === undefined || allowsAll,
      resource,
      "policy",
      "lets everything through; limit it to this account's resources",
    );
  },
  violatedBy: [
    [endpoint({ serviceName: s3 })],
    [
      endpoint({
        serviceName: "com.amazonaws.ap-northeast-2.secretsmanager",
        policy: { Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } },
      }),
    ],
    [
      endpoint({
        serviceName: s3,
        policy: { Statement: { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" } },
      }),
    ],
  ],
  keptBy: [
    endpoint({
      serviceName: s3,
      policy: {
        Statement: {
          Effect: "Allow",
          Principal: "*",
          Action: "*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceAccount": "123456789012" } },
        },
      },
    }),
    endpoint({ serviceName: "com.amazonaws.ap-northeast-2.ec2" }),
  ],
};
