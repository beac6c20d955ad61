import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { ofType, text, texts, violation, violationIf } from "./read";
import { types } from "./types";

/** The service of an endpoint, e.g. `ecr.api`. */
const serviceOf = ({ props }: Judged): string | undefined =>
  /^com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(text(props["serviceName"]) ?? "")?.[1];
const isInterface = ({ props }: Judged): boolean => props["vpcEndpointType"] === "Interface";
const endpoint = (service: string, props: Readonly<Record<string, unknown>> = {}) =>
  example(types.vpcEndpoint, {
    vpcId: "vpc-1",
    serviceName: `com.amazonaws.ap-northeast-2.${service}`,
    vpcEndpointType: "Interface",
    ...props,
  });

const privateServices = ["ec2", "ecr.api", "ecr.dkr"];

export const endpointsForNodes: StackPolicy = {
  kind: "stack",
  id: "endpoints-for-nodes",
  requirement: "In a stack that protects its data, traffic to EC2 and ECR stays inside the network.",
  controls: ["CNET-07", "EC2.10", "EC2.55", "EC2.56"],
  severity: "medium",
  appliesTo: [types.vpc],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.vpc)
      .filter(({ id }) => id !== undefined)
      .flatMap((vpc) => {
        const present = ofType(resources, types.vpcEndpoint)
          .filter((one) => isInterface(one) && one.props["vpcId"] === vpc.id)
          .map(serviceOf);
        return privateServices
          .filter((service) => !present.includes(service))
          .map((service) =>
            violation(
              vpc,
              null,
              `has no interface endpoint for ${service} (urr:network.endpoints.interface)`,
            ),
          );
      }),
  violatedBy: [
    [
      example(types.vpc, {}, { id: "vpc-1", protect: true }),
      endpoint("ec2"),
      endpoint("ecr.api"),
      endpoint("ecr.dkr", { vpcId: "vpc-2" }),
    ],
  ],
  keptBy: [
    example(types.vpc, {}, { id: "vpc-1", protect: true }),
    endpoint("ec2"),
    endpoint("ecr.api"),
    endpoint("ecr.dkr"),
  ],
};

export const endpointsUsable: ResourcePolicy = {
  kind: "resource",
  id: "endpoints-usable",
  requirement: "An interface endpoint takes over the service's own name and has a security group of its own.",
  controls: ["CNET-08"],
  severity: "medium",
  appliesTo: [types.vpcEndpoint],
  check: (resource) =>
    !isInterface(resource)
      ? []
      : [
          ...violationIf(
            resource.props["privateDnsEnabled"] !== true,
            resource,
            "privateDnsEnabled",
            "is off: clients keep calling the public address",
          ),
          ...violationIf(
            texts(resource.props["securityGroupIds"]).length === 0,
            resource,
            "securityGroupIds",
            "is empty: AWS puts the endpoint into the default group, which admits nobody",
          ),
        ],
  violatedBy: [
    [endpoint("ec2", { securityGroupIds: ["sg-1"] })],
    [endpoint("ec2", { privateDnsEnabled: true, securityGroupIds: [] })],
  ],
  keptBy: [endpoint("ec2", { privateDnsEnabled: true, securityGroupIds: ["sg-1"] })],
};

export const endpointsRedundant: StackPolicy = {
  kind: "stack",
  id: "endpoints-redundant",
  requirement:
    "In a stack that protects its data, an interface endpoint has an address in two zones or more.",
  controls: ["CNET-08"],
  severity: "medium",
  appliesTo: [types.vpcEndpoint],
  askedOf: "protected stacks",
  check: (resources) => {
    const zones = new Map(
      ofType(resources, types.subnet).map(({ id, props }) => [id, text(props["availabilityZone"])]),
    );
    return ofType(resources, types.vpcEndpoint)
      .filter(isInterface)
      .filter(({ props }) => new Set(texts(props["subnetIds"]).map((id) => zones.get(id) ?? id)).size < 2)
      .map((one) => violation(one, "subnetIds", "lie in one zone and fail with it"));
  },
  violatedBy: [
    [
      example(types.subnet, { availabilityZone: "ap-northeast-2a" }, { id: "subnet-1", protect: true }),
      endpoint("ec2", { subnetIds: ["subnet-1"] }),
    ],
  ],
  keptBy: [
    example(types.subnet, { availabilityZone: "ap-northeast-2a" }, { id: "subnet-1", protect: true }),
    example(types.subnet, { availabilityZone: "ap-northeast-2c" }, { id: "subnet-2" }),
    endpoint("ec2", { subnetIds: ["subnet-1", "subnet-2"] }),
  ],
};
