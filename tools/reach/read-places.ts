import type { Judged } from "../../policies/policy";
import { at, number, ofType, text, texts, type Props } from "../../policies/read";
import { types } from "../../policies/types";
import type { Place } from "./network";
import { internetRanges, rangesOf, type Range } from "./ranges";

const subnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";

type Ranges = readonly Range[];

/** Addresses of subnets of the stack, by their ids. */
const inSubnets = (resources: readonly Judged[], ids: unknown): Ranges =>
  ofType(resources, types.subnet)
    .filter(({ id }) => id !== undefined && texts(ids).includes(id))
    .flatMap(({ props }) => rangesOf(text(props["cidrBlock"]) ?? ""));

/** Where nodes are, and with them the pods. */
export function nodeRanges(resources: readonly Judged[]): Ranges {
  const ids = ofType(resources, types.nodeGroup).flatMap(({ props }) => texts(props["subnetIds"]));
  return inSubnets(resources, ids);
}

const place = (name: string, ranges: Ranges, ...ports: readonly number[]): Place => ({
  ...{ kind: "place", name, ranges },
  ports: ports.map((port) => ({ number: port, protocol: "TCP" })),
  calls: false,
});

const caller = (name: string, ranges: Ranges): Place => ({ ...place(name, ranges), calls: true });

/** What of a stack is not in its cluster, and yet calls its pods or is called by them; and the internet. */
export function readPlaces(resources: readonly Judged[]): readonly Place[] {
  const subnetsOf = (type: string, idsOf: (props: Props) => unknown): Ranges =>
    inSubnets(
      resources,
      ofType(resources, type).flatMap(({ props }) => texts(idsOf(props))),
    );
  const inGroup = (type: string, nameOf: (props: Props) => unknown, groups: string): Ranges =>
    subnetsOf(groups, ({ name, subnetIds }) =>
      ofType(resources, type).some(({ props }) => nameOf(props) === name) ? subnetIds : [],
    );
  const portOf = (type: string, otherwise: number) =>
    number(ofType(resources, type)[0]?.props["port"]) ?? otherwise;
  const onAws = ofType(resources, types.cluster).length > 0;
  const all = [
    caller(
      "load balancer",
      subnetsOf(types.loadBalancer, ({ subnets }) => subnets),
    ),
    caller("nodes' subnets", nodeRanges(resources)),
    place(
      "postgres proxy",
      subnetsOf(types.dbProxy, ({ vpcSubnetIds }) => vpcSubnetIds),
      5432,
    ),
    place(
      "postgres",
      inGroup(types.dbInstance, ({ dbSubnetGroupName }) => dbSubnetGroupName, types.dbSubnetGroup),
      portOf(types.dbInstance, 5432),
    ),
    place(
      "redis",
      inGroup(types.replicationGroup, ({ subnetGroupName }) => subnetGroupName, subnetGroup),
      portOf(types.replicationGroup, 6379),
    ),
    // SASL/IAM, the only way in that brokers offer here.
    place(
      "kafka",
      subnetsOf(types.mskCluster, (props) => at(props, "brokerNodeGroupInfo.clientSubnets")),
      9098,
    ),
    place(
      "AWS",
      subnetsOf(types.vpcEndpoint, ({ subnetIds }) => subnetIds),
      443,
    ),
    ...(onAws ? agents : []),
  ];
  return [
    ...all.filter(({ ranges }) => ranges.length > 0),
    { ...caller("internet", internetRanges), ports: undefined },
  ];
}

/**
 * What answers on every node: who gives pods their rights, and who would give them those of the node.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
const agents: readonly Place[] = [
  place("Pod Identity", rangesOf("169.254.170.23/32"), 80),
  place("node metadata", rangesOf("169.254.169.254/32"), 80),
];
