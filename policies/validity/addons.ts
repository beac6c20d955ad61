import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import {
  grouped,
  isRecord,
  list,
  ofType,
  parsed,
  records,
  text,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const addon = (props: Props) =>
  example(types.addon, {
    clusterName: "urr",
    addonName: "vpc-cni",
    addonVersion: "v1.20.0-eksbuild.1",
    ...props,
  });

const onCreate = ["NONE", "OVERWRITE"];
const onUpdate = [...onCreate, "PRESERVE"];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html */
export const addonsWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "eks-addons-well-formed",
  requirement: "An add-on names a build of EKS's, has settings that are JSON, and gets its role in one way.",
  controls: ["V-62", "eks:CreateAddon"],
  severity: "high",
  appliesTo: [types.addon],
  check: (one) => {
    const { props } = one;
    const settings = text(props["configurationValues"]);
    const ways = (key: string, legal: readonly string[]) =>
      violationIf(
        props[key] !== undefined && !legal.includes(text(props[key]) ?? ""),
        one,
        key,
        `is not one of ${legal.join(", ")}`,
      );
    return [
      ...violationIf(
        !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(text(props["addonVersion"]) ?? ""),
        one,
        "addonVersion",
        "is not of the form v1.2.3-eksbuild.4; without one EKS would take its default of the day",
      ),
      ...violationIf(
        settings !== undefined && !isRecord(parsed(settings)),
        one,
        "configurationValues",
        "is no JSON object",
      ),
      ...ways("resolveConflictsOnCreate", onCreate),
      ...ways("resolveConflictsOnUpdate", onUpdate),
      ...violationIf(
        props["serviceAccountRoleArn"] !== undefined && list(props["podIdentityAssociations"]).length > 0,
        one,
        "serviceAccountRoleArn",
        "excludes podIdentityAssociations",
      ),
    ];
  },
  violatedBy: [
    [addon({ addonVersion: undefined })],
    [addon({ addonVersion: "1.20.0" })],
    [addon({ addonVersion: "latest" })],
    [addon({ configurationValues: "env: {}" })],
    [addon({ configurationValues: "[]" })],
    [addon({ resolveConflictsOnCreate: "PRESERVE" })],
    [addon({ resolveConflictsOnUpdate: "overwrite" })],
    [addon({ serviceAccountRoleArn: "arn:aws:iam::123456789012:role/cni", podIdentityAssociations: [{}] })],
  ],
  keptBy: [
    addon({ configurationValues: "{}", resolveConflictsOnCreate: "OVERWRITE" }),
    addon({ resolveConflictsOnUpdate: "PRESERVE", podIdentityAssociations: [{}] }),
  ],
};

const clusterOf = ({ props }: Judged): string => text(props["clusterName"]) ?? "";

/** What is missing in a cluster for its nodes to become ready, and for its pods to get their roles. */
function missingAddons(cluster: Judged, resources: readonly Judged[]): readonly string[] {
  const name = text(cluster.props["name"]) ?? cluster.id;
  const inside = (type: string) => ofType(resources, type).filter((one) => clusterOf(one) === name);
  const present = inside(types.addon).map(({ props }) => text(props["addonName"]));
  const hasNodes = inside(types.nodeGroup).length > 0;
  const givesRoles =
    inside(types.podIdentityAssociation).length > 0 ||
    inside(types.addon).some(({ props }) => records(props["podIdentityAssociations"]).length > 0);
  const needed = [
    // EKS installs the first two itself unless told not to.
    ...(hasNodes && cluster.props["bootstrapSelfManagedAddons"] === false ? ["vpc-cni", "kube-proxy"] : []),
    ...(givesRoles ? ["eks-pod-identity-agent"] : []),
  ];
  return needed.filter((one) => !present.includes(one));
}

const cluster = example(types.cluster, { name: "urr", bootstrapSelfManagedAddons: false });
const group = example(types.nodeGroup, { clusterName: "urr" });
const association = (props: Props = {}) =>
  example(types.podIdentityAssociation, {
    ...{ clusterName: "urr", namespace: "urr", serviceAccount: "api" },
    ...props,
  });
const agent = addon({ addonName: "eks-pod-identity-agent" });

export const addonsComplete: StackPolicy = {
  kind: "stack",
  id: "eks-addons-complete",
  requirement:
    "A cluster has the add-ons without which its nodes never become ready and its pods get no roles.",
  controls: ["EKS-12", "EKS-13"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (resources) =>
    ofType(resources, types.cluster).flatMap((one) =>
      missingAddons(one, resources).map((name) => violation(one, null, `lacks the add-on ${name}`)),
    ),
  violatedBy: [
    [cluster, group, addon({})],
    [cluster, association()],
    [cluster, addon({ podIdentityAssociations: [{ serviceAccount: "aws-node" }] })],
  ],
  keptBy: [
    cluster,
    group,
    association(),
    addon({}),
    addon({ addonName: "kube-proxy" }),
    agent,
    example(types.cluster, { name: "other" }),
    example(types.nodeGroup, { clusterName: "other" }),
  ],
};

const addonKey = (one: Judged): string | undefined => {
  const name = text(one.props["addonName"]);
  return name === undefined ? undefined : `${clusterOf(one)} add-on ${name}`;
};
const accountKey = (one: Judged): string | undefined => {
  const [namespace, account] = [text(one.props["namespace"]), text(one.props["serviceAccount"])];
  return namespace === undefined || account === undefined
    ? undefined
    : `${clusterOf(one)} account ${namespace}/${account}`;
};

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
export const oncePerCluster: StackPolicy = {
  kind: "stack",
  id: "eks-once-per-cluster",
  requirement: "A cluster has an add-on once, and a service account one role.",
  controls: ["eks:CreateAddon", "eks:CreatePodIdentityAssociation"],
  severity: "high",
  appliesTo: [types.addon, types.podIdentityAssociation],
  check: (resources) =>
    [
      ...grouped(ofType(resources, types.addon), addonKey),
      ...grouped(ofType(resources, types.podIdentityAssociation), accountKey),
    ].flatMap(([key, [, ...others]]) => others.map((one) => violation(one, null, `is there twice: ${key}`))),
  violatedBy: [
    [addon({}), addon({ addonVersion: "v1.21.0-eksbuild.1" })],
    [association({ roleArn: "one" }), association({ roleArn: "two" })],
  ],
  keptBy: [
    addon({}),
    addon({ clusterName: "other" }),
    agent,
    association(),
    association({ namespace: "other" }),
    association({ serviceAccount: "worker" }),
  ],
};
