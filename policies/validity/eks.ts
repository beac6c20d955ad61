import { toBlock } from "../cidr";
import { example } from "../example";
import type { Judged, StackPolicy } from "../policy";
import { at, grouped, isRecord, ofType, text, texts, violation, violationIf, type Props } from "../read";
import { inOneZone, subnetsOf } from "../subnet-zones";
import { types } from "../types";

const subnetsOfCluster = (cluster: Judged, resources: readonly Judged[]): readonly Judged[] =>
  subnetsOf(texts(at(cluster.props, "vpcConfig.subnetIds")), resources);

const cluster = example(types.cluster, { name: "urr", vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } });
const subnet = (id: string, props: Props) => example(types.subnet, props, { id });
const inZone = (id: string, zone: string, cidrBlock: string) =>
  subnet(id, { availabilityZone: `ap-northeast-2${zone}`, cidrBlock });

/** https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-subnets */
export const clusterSubnetsFit: StackPolicy = {
  kind: "stack",
  id: "eks-subnets-fit",
  requirement: "A cluster has subnets in two zones or more, each with room for what EKS puts there.",
  controls: ["V-61"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (resources) =>
    ofType(resources, types.cluster).flatMap((one) => {
      const ids = texts(at(one.props, "vpcConfig.subnetIds"));
      return [
        ...violationIf(inOneZone(ids, resources), one, "vpcConfig.subnetIds", "lie in fewer than two zones"),
        // EKS asks for 6 free addresses and recommends 16; AWS keeps 5 of each subnet to itself.
        ...subnetsOf(ids, resources)
          .filter(({ props }) => (toBlock(text(props["cidrBlock"]) ?? "")?.prefix ?? 0) > 27)
          .map(({ name }) =>
            violation(one, "vpcConfig.subnetIds", `name ${name}, which is smaller than /27`),
          ),
      ];
    }),
  violatedBy: [
    [example(types.cluster, { vpcConfig: { subnetIds: ["subnet-1"] } })],
    [cluster, inZone("subnet-1", "a", "10.0.0.0/24"), inZone("subnet-2", "a", "10.0.1.0/24")],
    [cluster, inZone("subnet-1", "a", "10.0.0.0/24"), inZone("subnet-2", "c", "10.0.1.0/28")],
  ],
  keptBy: [cluster, inZone("subnet-1", "a", "10.0.0.0/27"), inZone("subnet-2", "c", "10.0.1.0/24")],
};

const tagged = (id: string, tag: string, props: Props = {}) =>
  subnet(id, { vpcId: "vpc-1", tags: { [`kubernetes.io/role/${tag}`]: "1" }, ...props });

/** https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html */
export const subnetsDiscoverable: StackPolicy = {
  kind: "stack",
  id: "eks-subnets-discoverable",
  requirement: "Subnets beside a cluster carry the tags by which its load balancers find them.",
  controls: ["V-66"],
  severity: "low",
  appliesTo: [types.cluster],
  check: (resources) =>
    ofType(resources, types.cluster).flatMap((one) => {
      const own = subnetsOfCluster(one, resources);
      const vpcs = new Set(own.map(({ props }) => text(props["vpcId"])));
      const open = ofType(resources, types.subnet).filter(
        ({ props }) => props["mapPublicIpOnLaunch"] === true && vpcs.has(text(props["vpcId"])),
      );
      return [
        ...open.flatMap((subnet) => untagged(subnet, "kubernetes.io/role/elb")),
        ...own
          .filter((subnet) => !open.includes(subnet))
          .flatMap((subnet) => untagged(subnet, "kubernetes.io/role/internal-elb")),
      ];
    }),
  violatedBy: [
    [cluster, tagged("subnet-1", "internal-elb"), tagged("subnet-2", "elb")],
    [
      cluster,
      tagged("subnet-1", "internal-elb"),
      tagged("subnet-3", "internal-elb", { mapPublicIpOnLaunch: true }),
    ],
  ],
  keptBy: [
    cluster,
    tagged("subnet-1", "internal-elb"),
    tagged("subnet-2", "internal-elb"),
    tagged("subnet-3", "elb", { mapPublicIpOnLaunch: true }),
    subnet("subnet-4", { vpcId: "vpc-2", mapPublicIpOnLaunch: true }),
  ],
};

function untagged(subnet: Judged, tag: string) {
  const tags = subnet.props["tags"];
  return violationIf(!isRecord(tags) || tags[tag] !== "1", subnet, "tags", `lack ${tag} with the value 1`);
}

const principalArn = "arn:aws:iam::123456789012:role/nodes";
const entry = (props: Props) => example(types.accessEntry, { clusterName: "urr", principalArn, ...props });
const ofMachines = (type: unknown): boolean => /^(EC2_(LINUX|WINDOWS)|FARGATE_LINUX)$/.test(text(type) ?? "");
const keyOf = (clusterName: unknown, principal: unknown): string | undefined => {
  const [name, arn] = [text(clusterName), text(principal)];
  return name === undefined || arn === undefined ? undefined : `${name} ${arn}`;
};
const entryKey = ({ props }: Judged) => keyOf(props["clusterName"], props["principalArn"]);

/** https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
export const accessEntriesUsable: StackPolicy = {
  kind: "stack",
  id: "eks-access-entries-usable",
  requirement:
    "A principal has one entry in a cluster, with groups and policies that EKS takes for its type.",
  controls: ["EKS-05", "eks:CreateAccessEntry"],
  severity: "high",
  appliesTo: [types.accessEntry],
  check: (resources) => {
    const entries = ofType(resources, types.accessEntry);
    const managed = ofType(resources, types.nodeGroup).map(({ props }) =>
      keyOf(props["clusterName"], props["nodeRoleArn"]),
    );
    const withPolicies = ofType(resources, types.accessPolicyAssociation).map(entryKey);
    const repeated = [...grouped(entries, entryKey).values()].flatMap(([, ...others]) => others);
    return [
      ...repeated.map((one) => violation(one, "principalArn", "has an entry in this cluster already")),
      ...entries.flatMap((one) => {
        const groups = texts(one.props["kubernetesGroups"]);
        const reserved = groups.filter((group) => /^(system|eks|aws|amazon|iam):/.test(group));
        const key = entryKey(one);
        return [
          ...reserved.map((group) =>
            violation(one, "kubernetesGroups", `name ${group}; such names are Kubernetes' and AWS's own`),
          ),
          ...violationIf(
            ofMachines(one.props["type"]) &&
              (groups.length > 0 || (key !== undefined && withPolicies.includes(key))),
            one,
            "type",
            "is one for machines, which have neither groups nor policies of their own",
          ),
          ...violationIf(
            key !== undefined && managed.includes(key),
            one,
            "principalArn",
            "is the role of a managed node group, for which EKS makes the entry itself",
          ),
        ];
      }),
    ];
  },
  violatedBy: [
    [entry({}), entry({ type: "EC2_LINUX" })],
    [entry({ kubernetesGroups: ["operators", "system:masters"] })],
    [entry({ type: "EC2_LINUX", kubernetesGroups: ["nodes"] })],
    [
      entry({ type: "EC2_LINUX" }),
      example(types.accessPolicyAssociation, { clusterName: "urr", principalArn }),
    ],
    [
      entry({ type: "EC2_LINUX" }),
      example(types.nodeGroup, { clusterName: "urr", nodeRoleArn: principalArn }),
    ],
  ],
  keptBy: [
    entry({ type: "EC2_LINUX" }),
    entry({ principalArn: "arn:aws:iam::123456789012:role/operators", kubernetesGroups: ["operators"] }),
    entry({ clusterName: "other" }),
    example(types.accessPolicyAssociation, { clusterName: "other", principalArn }),
    example(types.nodeGroup, { clusterName: "urr", nodeRoleArn: "arn:aws:iam::123456789012:role/system" }),
  ],
};
