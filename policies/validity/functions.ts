import { example } from "../example";
import { runsAtEdge, subnetsOf, variablesOf } from "../function-links";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import {
  at,
  list,
  number,
  ofRole,
  ofType,
  resourceNamed,
  text,
  texts,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const lambda = (props: Props) => example(types.lambdaFunction, { name: "worker", ...props });

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ranges: readonly (readonly [path: string, least: number, most: number])[] = [
  ["memorySize", 128, 10_240],
  ["timeout", 1, 900],
  ["ephemeralStorage.size", 512, 10_240],
];
const longestEnvironment = 4096;
const mostLayers = 5;

const bytes = (variables: Props): number => Buffer.byteLength(JSON.stringify(variables));

export const functionSizesLegal: ResourcePolicy = {
  kind: "resource",
  id: "functions-sizes-legal",
  requirement: "Memory, time, disk, layers and environment of a function are within what Lambda takes.",
  controls: ["V-72"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (one) => [
    ...ranges.flatMap(([path, least, most]) => {
      const value = number(at(one.props, path)) ?? least;
      return violationIf(
        value < least || value > most,
        one,
        path,
        `is ${String(value)}, not from ${String(least)} to ${String(most)}`,
      );
    }),
    ...violationIf(
      bytes(variablesOf(one)) > longestEnvironment,
      one,
      "environment.variables",
      `have ${String(bytes(variablesOf(one)))} bytes; Lambda takes ${String(longestEnvironment)}`,
    ),
    ...violationIf(
      list(one.props["layers"]).length > mostLayers,
      one,
      "layers",
      `are more than ${String(mostLayers)}`,
    ),
  ],
  violatedBy: [
    [lambda({ memorySize: 64 })],
    [lambda({ timeout: 901 })],
    [lambda({ ephemeralStorage: { size: 511 } })],
    [lambda({ environment: { variables: { LONG: "x".repeat(4090) } } })],
    [lambda({ layers: ["1", "2", "3", "4", "5", "6"] })],
  ],
  keptBy: [
    lambda({}),
    lambda({ memorySize: 10_240, timeout: 900, environment: { variables: { LONG: "x".repeat(4000) } } }),
  ],
};

const eniPolicies = /\/AWSLambda(VPCAccessExecutionRole|ENIManagementAccess)$/;
const mostSubnets = 16;
const mostGroups = 5;
const role = "arn:aws:iam::123456789012:role/worker";
const inVpc = (props: Props = {}) =>
  lambda({ role, vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], ...props } });
const roleResource = example(types.role, { name: "worker", arn: role });
const attachment = (policyArn: string) => example(types.rolePolicyAttachment, { role: "worker", policyArn });
const vpcAccess = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";

/** Of a role of another stack the rights are not known here. */
function lacksInterfaces(one: Judged, resources: readonly Judged[]): boolean {
  const owner = resourceNamed(types.role, one.props["role"], resources);
  return (
    owner !== undefined &&
    ![
      ...ofRole(owner, types.rolePolicyAttachment, resources).map(({ props }) => text(props["policyArn"])),
      ...texts(owner.props["managedPolicyArns"]),
    ].some((arn) => arn !== undefined && eniPolicies.test(arn))
  );
}

export const functionsConnectable: StackPolicy = {
  kind: "stack",
  id: "functions-connectable",
  requirement: "A function in the VPC has a security group, and a role that lets Lambda connect it.",
  controls: ["V-73"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    ofType(resources, types.lambdaFunction)
      .filter((one) => subnetsOf(one).length > 0)
      .flatMap((one) => {
        const groups = texts(at(one.props, "vpcConfig.securityGroupIds")).length;
        return [
          ...violationIf(
            subnetsOf(one).length > mostSubnets,
            one,
            "vpcConfig.subnetIds",
            `are more than ${String(mostSubnets)}`,
          ),
          ...violationIf(
            groups < 1 || groups > mostGroups,
            one,
            "vpcConfig.securityGroupIds",
            `are not from 1 to ${String(mostGroups)}`,
          ),
          ...violationIf(
            lacksInterfaces(one, resources),
            one,
            "role",
            "may make no network interface; attach service-role/AWSLambdaVPCAccessExecutionRole",
          ),
        ];
      }),
  violatedBy: [
    [inVpc({ securityGroupIds: [] }), roleResource, attachment(vpcAccess)],
    [inVpc({ subnetIds: Array.from({ length: 17 }, (_, n) => `subnet-${String(n)}`) })],
    [inVpc(), roleResource],
    [inVpc(), roleResource, attachment("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
  ],
  keptBy: [inVpc(), roleResource, attachment(vpcAccess), lambda({})],
};

/** Executions of a region at once in a new account, and what AWS keeps for functions that reserve nothing. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
const accountConcurrency = 1000;
const keptFree = 100;

export const functionsFitAccount: StackPolicy = {
  kind: "stack",
  id: "functions-fit-account",
  requirement: "All functions together reserve no more than the account has, less the 100 that stay free.",
  controls: ["V-74"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (resources) => {
    const functions = ofType(resources, types.lambdaFunction)
      .filter((one) => !runsAtEdge(one, resources))
      .map((one) => ({
        one,
        reserved: Math.max(0, number(one.props["reservedConcurrentExecutions"]) ?? 0),
      }))
      .filter(({ reserved }) => reserved > 0);
    const all = functions.reduce((sum, { reserved }) => sum + reserved, 0);
    const most = accountConcurrency - keptFree;
    if (all <= most) return [];
    return functions.map(({ one, reserved }) =>
      violation(
        one,
        "reservedConcurrentExecutions",
        `is ${String(reserved)}, and all functions together reserve ${String(all)}; an account gives ${String(most)} away unless its quota was raised`,
      ),
    );
  },
  violatedBy: [
    [lambda({ reservedConcurrentExecutions: 901 })],
    [lambda({ reservedConcurrentExecutions: 500 }), lambda({ reservedConcurrentExecutions: 401 })],
  ],
  keptBy: [
    lambda({ reservedConcurrentExecutions: 500 }),
    lambda({ reservedConcurrentExecutions: 400 }),
    lambda({ reservedConcurrentExecutions: -1 }),
  ],
};

export const functionValidity = [functionSizesLegal, functionsConnectable, functionsFitAccount];
