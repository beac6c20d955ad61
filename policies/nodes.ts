import { example } from "./example";
import { templateOf } from "./node-template";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, number, ofType, text, texts, violation, violationIf, type Props } from "./read";
import { inOneZone, subnetsOf } from "./subnet-zones";
import { types } from "./types";

const group = (props: Props, protect = false) => example(types.nodeGroup, props, { protect });
const template = (props: Props = {}) => example(types.launchTemplate, props, { id: "lt-1" });
const subnet = (id: string, props: Props) => example(types.subnet, props, { id });

export const nodesUseOwnTemplate: StackPolicy = {
  kind: "stack",
  id: "nodes-use-own-template",
  requirement: "A node group uses a launch template of this stack; EKS's own guards and encrypts nothing.",
  controls: ["EKS-07"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (resources) =>
    ofType(resources, types.nodeGroup)
      .filter((one) => templateOf(one, resources) === undefined)
      .map((one) => violation(one, "launchTemplate", "names no launch template of this stack")),
  violatedBy: [
    [group({}), template()],
    [group({ launchTemplate: { id: "lt-2", version: "1" } }), template()],
  ],
  keptBy: [
    group({ launchTemplate: { id: "lt-1", version: "1" } }),
    group({ launchTemplate: { name: "nodes", version: "1" } }),
    template({ name: "nodes" }),
  ],
};

export const nodesInPrivateSubnets: StackPolicy = {
  kind: "stack",
  id: "nodes-in-app-tier",
  requirement: "Nodes stand in the app tier, where nothing has a public address and no data lives.",
  controls: ["EKS-06", "CIS-EKS 5.4.3"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (resources) =>
    ofType(resources, types.nodeGroup).flatMap((one) =>
      subnetsOf(texts(one.props["subnetIds"]), resources)
        .filter(({ props }) => at(props, "tags.Tier") !== "app" || props["mapPublicIpOnLaunch"] === true)
        .map(({ name }) => violation(one, "subnetIds", `name ${name}, which is not of the app tier`)),
    ),
  violatedBy: [
    [group({ subnetIds: ["subnet-1"] }), subnet("subnet-1", { tags: { Tier: "public" } })],
    [
      group({ subnetIds: ["subnet-1"] }),
      subnet("subnet-1", { tags: { Tier: "app" }, mapPublicIpOnLaunch: true }),
    ],
  ],
  keptBy: [
    group({ subnetIds: ["subnet-1"] }),
    subnet("subnet-1", { tags: { Tier: "app" } }),
    subnet("subnet-2", { tags: { Tier: "public" } }),
  ],
};

const spread = { subnetIds: ["subnet-1", "subnet-2"], scalingConfig: { minSize: 2 } };
const inZone = (id: string, zone: string) => subnet(id, { availabilityZone: `ap-northeast-2${zone}` });

export const nodesSpanZones: StackPolicy = {
  kind: "stack",
  id: "nodes-span-zones",
  requirement: "In a stack that protects its data, every node group survives the loss of a zone.",
  controls: ["EKS-11", "REL10-BP01"],
  severity: "medium",
  appliesTo: [types.nodeGroup],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.nodeGroup).flatMap((one) => [
      ...violationIf(
        inOneZone(texts(one.props["subnetIds"]), resources),
        one,
        "subnetIds",
        "lie in one zone",
      ),
      ...violationIf(
        (number(at(one.props, "scalingConfig.minSize")) ?? 0) < 2,
        one,
        "scalingConfig.minSize",
        "is less than 2: one zone would have no node",
      ),
    ]),
  violatedBy: [
    [group({ ...spread, subnetIds: ["subnet-1"] }, true)],
    [group(spread, true), inZone("subnet-1", "a"), inZone("subnet-2", "a")],
    [group({ ...spread, scalingConfig: { minSize: 1 } }, true)],
  ],
  keptBy: [group(spread, true), inZone("subnet-1", "a"), inZone("subnet-2", "c")],
};

export const nodesWithoutShells: ResourcePolicy = {
  kind: "resource",
  id: "nodes-without-ssh",
  requirement: "Nobody enters a node by SSH; Session Manager does it without a key and keeps a record.",
  controls: ["EKS-15"],
  severity: "medium",
  appliesTo: [types.nodeGroup, types.launchTemplate],
  check: (one) => {
    const path = one.type === types.nodeGroup ? "remoteAccess.ec2SshKey" : "keyName";
    return violationIf(text(at(one.props, path)) !== undefined, one, path, "names a key for SSH");
  },
  violatedBy: [[group({ remoteAccess: { ec2SshKey: "ops" } })], [template({ keyName: "ops" })]],
  keptBy: [group({}), template()],
};

export const nodesKeptHealthy: ResourcePolicy = {
  kind: "resource",
  id: "nodes-kept-healthy",
  requirement: "A node group replaces broken nodes by itself, and says how many an update may take at once.",
  controls: ["REL11-BP03"],
  severity: "low",
  appliesTo: [types.nodeGroup],
  check: (one) => [
    ...violationIf(
      at(one.props, "nodeRepairConfig.enabled") !== true,
      one,
      "nodeRepairConfig.enabled",
      "is off",
    ),
    ...violationIf(
      number(at(one.props, "updateConfig.maxUnavailable")) === undefined &&
        number(at(one.props, "updateConfig.maxUnavailablePercentage")) === undefined,
      one,
      "updateConfig",
      "is missing",
    ),
  ],
  violatedBy: [
    [group({ updateConfig: { maxUnavailable: 1 } })],
    [group({ nodeRepairConfig: { enabled: true } })],
  ],
  keptBy: [
    group({ nodeRepairConfig: { enabled: true }, updateConfig: { maxUnavailable: 1 } }),
    group({ nodeRepairConfig: { enabled: true }, updateConfig: { maxUnavailablePercentage: 33 } }),
  ],
};
