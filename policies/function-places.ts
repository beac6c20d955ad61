import { example } from "./example";
import { includes } from "./glob";
import { statementsOf } from "./iam-document";
import { subnetsOf } from "./function-links";
import type { Judged, StackPolicy } from "./policy";
import { ofRole, ofType, resourceNamed, text, violation, type Props } from "./read";
import { types } from "./types";

const lambda = (props: Props) => example(types.lambdaFunction, { name: "worker", ...props });
const inSubnets = (...subnetIds: readonly string[]) =>
  lambda({ vpcConfig: { subnetIds, securityGroupIds: ["sg-1"] } });
const subnet = (id: string, availabilityZone: string) => example(types.subnet, { availabilityZone }, { id });

export const functionsSpanZones: StackPolicy = {
  kind: "stack",
  id: "functions-span-zones",
  requirement: "A function in the VPC has subnets in two zones at the least.",
  controls: ["FN-03", "Lambda.5"],
  severity: "medium",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    ofType(resources, types.lambdaFunction)
      .filter((one) => {
        const subnets = subnetsOf(one);
        const known = ofType(resources, types.subnet).filter(
          ({ id }) => id !== undefined && subnets.includes(id),
        );
        const zones = new Set(
          known.flatMap(({ props }) => text(props["availabilityZone"] ?? props["availabilityZoneId"]) ?? []),
        );
        // Of a subnet of another stack the zone is not known here.
        return subnets.length > 0 && subnets.length === known.length && zones.size < 2;
      })
      .map((one) => violation(one, "vpcConfig.subnetIds", "are all in one zone: it fails with that zone")),
  violatedBy: [
    [inSubnets("subnet-1"), subnet("subnet-1", "ap-northeast-2a")],
    [
      inSubnets("subnet-1", "subnet-2"),
      subnet("subnet-1", "ap-northeast-2a"),
      subnet("subnet-2", "ap-northeast-2a"),
    ],
  ],
  keptBy: [
    inSubnets("subnet-1", "subnet-2"),
    subnet("subnet-1", "ap-northeast-2a"),
    subnet("subnet-2", "ap-northeast-2c"),
    lambda({}),
  ],
};

/** Logins that lead to data behind security groups. */
const privateLogins = ["rds-db:connect", "elasticache:Connect", "kafka-cluster:Connect"];

const role = "arn:aws:iam::123456789012:role/worker";
const roleResource = example(types.role, { name: "worker", arn: role });
const logsIn = (Action: string) =>
  example(types.rolePolicy, {
    role: "worker",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: "arn:x" }],
    }),
  });

function mayLogIn(one: Judged, resources: readonly Judged[]): boolean {
  const owner = resourceNamed(types.role, one.props["role"], resources);
  return (
    owner !== undefined &&
    ofRole(owner, types.rolePolicy, resources)
      .flatMap(({ props }) => statementsOf(props["policy"]))
      .some(
        ({ allows, actions }) =>
          allows && actions.some((pattern) => privateLogins.some((login) => includes(pattern, login, "i"))),
      )
  );
}

export const functionsReachPrivateData: StackPolicy = {
  kind: "stack",
  id: "functions-reach-private-data",
  requirement: "A function that logs in to a database, a cache or brokers is in the VPC, where they are.",
  controls: ["FN-05", "Lambda.3"],
  severity: "low",
  appliesTo: [types.lambdaFunction],
  check: (resources) =>
    ofType(resources, types.lambdaFunction)
      .filter((one) => subnetsOf(one).length === 0 && mayLogIn(one, resources))
      .map((one) =>
        violation(one, "vpcConfig", "is missing, but the role may log in to what answers in the VPC alone"),
      ),
  violatedBy: [
    [lambda({ role }), roleResource, logsIn("rds-db:connect")],
    [lambda({ role }), roleResource, logsIn("kafka-cluster:*")],
  ],
  keptBy: [
    lambda({ role, vpcConfig: { subnetIds: ["subnet-1"] } }),
    roleResource,
    logsIn("rds-db:connect"),
    lambda({ role: "arn:aws:iam::123456789012:role/another" }),
  ],
};
