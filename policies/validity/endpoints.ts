import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { ofType, text, texts, violation, violationIf } from "../read";
import { shareZone } from "../subnet-zones";
import { types } from "../types";

const s3 = "com.amazonaws.ap-northeast-2.s3";
const sqs = "com.amazonaws.ap-northeast-2.sqs";
const endpoint = (props: Readonly<Record<string, unknown>>) =>
  example(types.vpcEndpoint, { vpcId: "vpc-1", ...props });
const ofInterface = { serviceName: sqs, vpcEndpointType: "Interface", subnetIds: ["subnet-1"] };

export const endpointsWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "endpoints-well-formed",
  requirement:
    "An endpoint names a service of AWS, and what its kind takes: route tables, or subnets and groups.",
  controls: ["V-15"],
  severity: "high",
  appliesTo: [types.vpcEndpoint],
  check: (resource) => {
    const { props } = resource;
    const has = (key: string) => texts(props[key]).length > 0;
    const service = /^com\.amazonaws\.[a-z]{2}(?:-[a-z]+)+-\d\.([a-z0-9.-]+)$/.exec(
      text(props["serviceName"]) ?? "",
    )?.[1];
    const report = (broken: boolean, path: string, message: string) =>
      violationIf(broken, resource, path, message);
    return [
      ...report(service === undefined, "serviceName", "is not of the form com.amazonaws.<region>.<service>"),
      ...(props["vpcEndpointType"] === "Interface"
        ? [
            ...report(!has("subnetIds"), "subnetIds", "is empty: the endpoint would have no address"),
            ...report(has("routeTableIds"), "routeTableIds", "belongs to a gateway endpoint"),
          ]
        : [
            ...report(
              service !== undefined && service !== "s3" && service !== "dynamodb",
              "vpcEndpointType",
              "is a gateway, which only s3 and dynamodb have",
            ),
            ...report(
              has("subnetIds") || has("securityGroupIds"),
              "subnetIds",
              "and securityGroupIds belong to an interface endpoint",
            ),
          ]),
    ];
  },
  violatedBy: [
    [endpoint({ ...ofInterface, serviceName: "sqs" })],
    [endpoint({ ...ofInterface, subnetIds: [] })],
    [endpoint({ ...ofInterface, routeTableIds: ["rtb-1"] })],
    [endpoint({ serviceName: sqs, vpcEndpointType: "Gateway" })],
    [endpoint({ serviceName: s3, vpcEndpointType: "Gateway", subnetIds: ["subnet-1"] })],
  ],
  keptBy: [
    endpoint(ofInterface),
    endpoint({ serviceName: s3, vpcEndpointType: "Gateway", routeTableIds: ["rtb-1"] }),
  ],
};

export const endpointNamesOnce: StackPolicy = {
  kind: "stack",
  id: "endpoints-take-a-name-once",
  requirement: "In a VPC one interface endpoint at most takes over a service's own name.",
  controls: ["V-15"],
  severity: "high",
  appliesTo: [types.vpcEndpoint],
  check: (resources) => {
    const named = ofType(resources, types.vpcEndpoint).filter(
      ({ props }) => props["privateDnsEnabled"] === true && text(props["vpcId"]) !== undefined,
    );
    return named
      .filter(({ props }, index) =>
        named
          .slice(0, index)
          .some(
            (earlier) =>
              earlier.props["vpcId"] === props["vpcId"] &&
              earlier.props["serviceName"] === props["serviceName"],
          ),
      )
      .map((one) => violation(one, "serviceName", "has an endpoint with private DNS already"));
  },
  violatedBy: [
    [
      endpoint({ ...ofInterface, privateDnsEnabled: true }),
      endpoint({ ...ofInterface, privateDnsEnabled: true }),
    ],
  ],
  keptBy: [
    endpoint({ ...ofInterface, privateDnsEnabled: true }),
    endpoint({ ...ofInterface, privateDnsEnabled: true, vpcId: "vpc-2" }),
  ],
};

const subnet = (id: string, availabilityZone: string) => example(types.subnet, { availabilityZone }, { id });

export const oneSubnetPerZone: StackPolicy = {
  kind: "stack",
  id: "endpoints-one-subnet-per-zone",
  requirement: "An interface endpoint has one subnet in a zone at most.",
  controls: ["V-16"],
  severity: "high",
  appliesTo: [types.vpcEndpoint],
  check: (resources) =>
    ofType(resources, types.vpcEndpoint)
      .filter(({ props }) => shareZone(texts(props["subnetIds"]), resources))
      .map((one) => violation(one, "subnetIds", "names two subnets of one zone")),
  violatedBy: [
    [
      subnet("subnet-1", "ap-northeast-2a"),
      subnet("subnet-2", "ap-northeast-2a"),
      endpoint({ ...ofInterface, subnetIds: ["subnet-1", "subnet-2"] }),
    ],
  ],
  keptBy: [
    subnet("subnet-1", "ap-northeast-2a"),
    subnet("subnet-2", "ap-northeast-2c"),
    endpoint({ ...ofInterface, subnetIds: ["subnet-1", "subnet-2"] }),
  ],
};
