import { architectureOf, architectureOfImage } from "../architecture";
import { minorOf } from "../eks-versions";
import { example } from "../example";
import { templateOf } from "../node-template";
import type { Judged, StackPolicy } from "../policy";
import { ofType, records, text, texts, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const group = (props: Props) => example(types.nodeGroup, props);
const own = { launchTemplate: { id: "lt-1", version: "1" } };
const template = (props: Props = {}) => example(types.launchTemplate, props, { id: "lt-1" });

/** What EKS sets itself and refuses in a template: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html */
const ofEks = [
  "iamInstanceProfile",
  "instanceMarketOptions",
  "hibernationOptions",
  "instanceInitiatedShutdownBehavior",
];

function templateProblems(one: Judged, { props }: Judged): readonly string[] {
  const hasImage = text(props["imageId"]) !== undefined;
  const stated = (...keys: readonly string[]) => keys.filter((key) => one.props[key] !== undefined);
  return [
    ...stated("diskSize", "remoteAccess").map((key) => `excludes ${key}, which then belongs in the template`),
    ...ofEks.filter((key) => props[key] !== undefined).map((key) => `has ${key}, which is for EKS to set`),
    ...(records(props["networkInterfaces"]).some(({ subnetId }) => subnetId !== undefined)
      ? ["names a subnet, which the node group does"]
      : []),
    ...(hasImage
      ? stated("amiType", "version", "releaseVersion").map(
          (key) => `has an image of its own and excludes ${key}`,
        )
      : []),
    ...(props["instanceType"] !== undefined && one.props["instanceTypes"] !== undefined
      ? ["names an instance type, and so does the node group"]
      : []),
    ...(records(props["networkInterfaces"]).length > 0 && texts(props["vpcSecurityGroupIds"]).length > 0
      ? ["names security groups beside network interfaces, in which they belong then"]
      : []),
  ];
}

export const nodesAgreeWithTemplate: StackPolicy = {
  kind: "stack",
  id: "nodes-agree-with-template",
  requirement: "A node group and its launch template say nothing twice, and nothing that only EKS may say.",
  controls: ["V-64"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (resources) =>
    ofType(resources, types.nodeGroup).flatMap((one) => {
      const used = templateOf(one, resources);
      return used === undefined
        ? []
        : templateProblems(one, used).map((problem) => violation(one, "launchTemplate", problem));
    }),
  violatedBy: [
    [group({ ...own, diskSize: 50 }), template()],
    [group({ ...own, remoteAccess: { ec2SshKey: "ops" } }), template()],
    [group({ ...own, instanceTypes: ["m7g.large"] }), template({ instanceType: "m7g.large" })],
    [group({ ...own, version: "1.36" }), template({ imageId: "ami-1" })],
    [group({ ...own, amiType: "CUSTOM" }), template({ imageId: "ami-1" })],
    [group(own), template({ networkInterfaces: [{ subnetId: "subnet-1" }] })],
    [group(own), template({ networkInterfaces: [{}], vpcSecurityGroupIds: ["sg-1"] })],
    ...ofEks.map((key) => [group(own), template({ [key]: {} })]),
  ],
  keptBy: [
    group({ ...own, amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["m7g.large"], version: "1.36" }),
    template({ vpcSecurityGroupIds: ["sg-1", "sg-2"] }),
  ],
};

export const nodesFitTheirImage: StackPolicy = {
  kind: "stack",
  id: "nodes-fit-their-image",
  requirement: "The image of a node group runs on every one of its instance types.",
  controls: ["V-65"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (resources) =>
    ofType(resources, types.nodeGroup).flatMap((one) => {
      const amiType = text(one.props["amiType"]);
      if (amiType === undefined) return [];
      const wanted = architectureOfImage(amiType);
      const ofTemplate = text(templateOf(one, resources)?.props["instanceType"]);
      const strangers = [...texts(one.props["instanceTypes"]), ofTemplate ?? ""].filter((type) => {
        const architecture = architectureOf(type);
        return architecture !== undefined && wanted !== undefined && architecture !== wanted;
      });
      return [
        ...violationIf(
          amiType.startsWith("AL2_"),
          one,
          "amiType",
          "is Amazon Linux 2, which EKS no longer builds; take AL2023",
        ),
        ...violationIf(
          strangers.length > 0,
          one,
          "amiType",
          `is ${amiType}, which does not start on ${strangers.join(", ")}`,
        ),
      ];
    }),
  violatedBy: [
    [group({ amiType: "AL2_ARM_64", instanceTypes: ["m7g.large"] })],
    [group({ amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["m7g.large", "m7i.large"] })],
    [group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["t4g.large"] })],
    [group({ ...own, amiType: "BOTTLEROCKET_x86_64" }), template({ instanceType: "c8g.large" })],
  ],
  keptBy: [
    group({ amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["m8g.large", "t4g.medium"] }),
    group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["t3a.large", "g5.xlarge"] }),
    group({ amiType: "CUSTOM", instanceTypes: ["t3a.large"] }),
    group({ instanceTypes: ["t3a.large"] }),
  ],
};

const cluster = example(types.cluster, { name: "urr", version: "1.36" });
const versioned = (version: string) => group({ clusterName: "urr", version });

export const nodesKeepUpWithCluster: StackPolicy = {
  kind: "stack",
  id: "nodes-keep-up-with-cluster",
  requirement: "Nodes are not newer than their control plane, and at most three versions older.",
  controls: ["V-62"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (resources) =>
    ofType(resources, types.nodeGroup).flatMap((one) => {
      const owner = ofType(resources, types.cluster).find(
        ({ props }) => props["name"] !== undefined && props["name"] === one.props["clusterName"],
      );
      const behind = minorOf(text(owner?.props["version"]) ?? "") - minorOf(text(one.props["version"]) ?? "");
      return violationIf(
        behind < 0 || behind > 3,
        one,
        "version",
        behind < 0
          ? "is newer than the control plane's, which must be upgraded first"
          : "is more than three versions older than the control plane's",
      );
    }),
  violatedBy: [
    [cluster, versioned("1.37")],
    [cluster, versioned("1.32")],
  ],
  keptBy: [cluster, versioned("1.36"), versioned("1.33"), group({ clusterName: "urr" })],
};
