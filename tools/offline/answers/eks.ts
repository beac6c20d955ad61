import { stableHex } from "../fake-ids";
import { text, uuid, type Answers, type Asked } from "./answer";

const since = "2026-01-01T00:00:00Z";

/** `arn:aws:eks:<region>:<account>:<path>` */
const eksArn = ({ account, region }: Asked, path: string): string =>
  `arn:aws:eks:${region}:${account}:${path}`;

/** The last part of a principal's ARN and its kind, as the ARN of its access entry repeats them. */
function principalPath(principalArn: string): string {
  const [, , , , account = "", resource = ""] = principalArn.split(":");
  const parts = resource.split("/");
  return `${parts[0] ?? ""}/${account}/${parts.at(-1) ?? ""}`;
}

/** What is called by its cluster and its own name, which stands under `key`. */
function inCluster(asked: Asked, kind: "nodegroup" | "addon", key: string) {
  const [cluster, name] = [text(asked.inputs, "clusterName"), text(asked.inputs, key)];
  return {
    id: `${cluster}:${name}`,
    arn: eksArn(asked, `${kind}/${cluster}/${name}/${uuid(asked.urn)}`),
  };
}

/** Answers for clusters, what runs in them, and who is admitted. */
export const eksAnswers: Answers = {
  "pulumi:providers:kubernetes": ({ urn }) => ({ id: uuid(urn), outputs: {} }),
  "aws:eks/cluster:Cluster": (asked) => {
    const { inputs, region, urn } = asked;
    const name = text(inputs, "name");
    const unique = stableHex(urn, 32).toUpperCase();
    const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${unique}`;
    const certificateAuthority = { data: Buffer.from(`certificate of ${name}`).toString("base64") };
    return {
      id: name,
      outputs: {
        arn: eksArn(asked, `cluster/${name}`),
        endpoint: `https://${unique}.gr7.${region}.eks.amazonaws.com`,
        certificateAuthority,
        createdAt: since,
        identities: [{ oidcs: [{ issuer }] }],
        platformVersion: "eks.1",
        status: "ACTIVE",
        vpcConfig: {
          ...(inputs["vpcConfig"] as object | undefined),
          clusterSecurityGroupId: `sg-0${stableHex(`${urn} cluster`, 16)}`,
        },
      },
    };
  },
  "aws:eks/nodeGroup:NodeGroup": (asked) => {
    const { id, arn } = inCluster(asked, "nodegroup", "nodeGroupName");
    const name = `eks-${text(asked.inputs, "nodeGroupName")}-${uuid(asked.urn)}`;
    const resources = [{ autoscalingGroups: [{ name }], remoteAccessSecurityGroupId: "" }];
    return { id, outputs: { arn, status: "ACTIVE", resources } };
  },
  "aws:eks/addon:Addon": (asked) => {
    const { id, arn } = inCluster(asked, "addon", "addonName");
    return { id, outputs: { arn, createdAt: since, modifiedAt: since } };
  },
  "aws:eks/accessEntry:AccessEntry": (asked) => {
    const [cluster, principal] = [text(asked.inputs, "clusterName"), text(asked.inputs, "principalArn")];
    const path = `access-entry/${cluster}/${principalPath(principal)}/${uuid(asked.urn)}`;
    return {
      id: `${cluster}:${principal}`,
      outputs: { accessEntryArn: eksArn(asked, path), createdAt: since, modifiedAt: since },
    };
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ({ inputs }) => ({
    id: ["clusterName", "principalArn", "policyArn"].map((key) => text(inputs, key)).join("#"),
    outputs: { associatedAt: since, modifiedAt: since },
  }),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": (asked) => {
    const associationId = `a-${stableHex(asked.urn, 17)}`;
    const path = `podidentityassociation/${text(asked.inputs, "clusterName")}/${associationId}`;
    return { id: associationId, outputs: { associationId, associationArn: eksArn(asked, path) } };
  },
};
