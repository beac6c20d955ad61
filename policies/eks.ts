import { example } from "./example";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, parsed, text, texts, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const cluster = (props: Props, protect = false) => example(types.cluster, props, { protect });
const endpoint = (vpcConfig: Props) => cluster({ vpcConfig });
const own = { endpointPrivateAccess: true, endpointPublicAccess: false };
const known = { ...own, endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] };

/** EKS opens the public endpoint unless it is told not to. */
const isPublic = ({ props }: Judged): boolean => at(props, "vpcConfig.endpointPublicAccess") !== false;

/** No company has a block that large: whoever writes it means everybody. */
const isForEverybody = (cidr: string): boolean => Number(cidr.split("/")[1]) < 8;

export const endpointNotOpen: ResourcePolicy = {
  kind: "resource",
  id: "eks-endpoint-not-open",
  requirement:
    "A cluster's API is reached from inside the network, and from outside by known addresses at most.",
  controls: ["EKS-01", "EKS.1", "CIS-EKS 5.4.1"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (one) => {
    const cidrs = texts(at(one.props, "vpcConfig.publicAccessCidrs"));
    return [
      ...violationIf(
        at(one.props, "vpcConfig.endpointPrivateAccess") !== true,
        one,
        "vpcConfig.endpointPrivateAccess",
        "is off: nodes would reach their control plane through the internet",
      ),
      ...violationIf(
        isPublic(one) && (cidrs.length === 0 || cidrs.some(isForEverybody)),
        one,
        "vpcConfig.publicAccessCidrs",
        "lets the whole internet knock at the API; name the addresses of operators and runners",
      ),
    ];
  },
  violatedBy: [
    [endpoint({})],
    [endpoint({ ...known, publicAccessCidrs: [] })],
    [endpoint({ ...known, publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] })],
    [endpoint({ ...known, publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] })],
    [endpoint({ ...known, endpointPrivateAccess: false })],
  ],
  keptBy: [endpoint(own), endpoint(known)],
};

export const endpointPrivate: StackPolicy = {
  kind: "stack",
  id: "eks-endpoint-private",
  requirement: "In a stack that protects its data, a cluster's API has no public endpoint.",
  controls: ["EKS-01", "EKS.1", "nag:EKS1", "CIS-EKS 5.4.2"],
  severity: "high",
  appliesTo: [types.cluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.cluster)
      .filter(isPublic)
      .map((one) => violation(one, "vpcConfig.endpointPublicAccess", "is on (urr:cluster.api.publicCidrs)")),
  violatedBy: [[cluster({ vpcConfig: known }, true)], [cluster({}, true)]],
  keptBy: [cluster({ vpcConfig: own }, true)],
};

export const accessByEntries: ResourcePolicy = {
  kind: "resource",
  id: "eks-access-by-entries",
  requirement: "Who may enter a cluster stands in access entries, which AWS audits, and not in a ConfigMap.",
  controls: ["EKS-05", "CIS-EKS 4.1.7", "CIS-EKS 5.5.1"],
  severity: "medium",
  appliesTo: [types.cluster],
  check: (one) =>
    violationIf(
      at(one.props, "accessConfig.authenticationMode") !== "API",
      one,
      "accessConfig.authenticationMode",
      "is not API",
    ),
  violatedBy: [[cluster({})], [cluster({ accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } })]],
  keptBy: [cluster({ accessConfig: { authenticationMode: "API" } })],
};

const encryption = {
  resources: ["secrets"],
  provider: { keyArn: "arn:aws:kms:ap-northeast-2:123456789012:key/1" },
};

export const clusterSecretsEncrypted: ResourcePolicy = {
  kind: "resource",
  id: "eks-secrets-encrypted",
  requirement: "Kubernetes keeps its secrets encrypted with a key of ours.",
  controls: ["EKS-03", "EKS.3", "CIS-EKS 5.3.1"],
  severity: "medium",
  appliesTo: [types.cluster],
  check: (one) =>
    violationIf(
      !texts(at(one.props, "encryptionConfig.resources")).includes("secrets") ||
        text(at(one.props, "encryptionConfig.provider.keyArn")) === undefined,
      one,
      "encryptionConfig",
      "does not name secrets and a key",
    ),
  violatedBy: [
    [cluster({})],
    [cluster({ encryptionConfig: { ...encryption, resources: [] } })],
    [cluster({ encryptionConfig: { ...encryption, provider: {} } })],
  ],
  keptBy: [cluster({ encryptionConfig: encryption })],
};

export const clustersProtected: StackPolicy = {
  kind: "stack",
  id: "eks-deletion-protected",
  requirement: "In a stack that protects its data, nobody deletes a cluster by mistake.",
  controls: ["EKS-10"],
  severity: "medium",
  appliesTo: [types.cluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.cluster)
      .filter(({ props }) => props["deletionProtection"] !== true)
      .map((one) => violation(one, "deletionProtection", "is off")),
  violatedBy: [[cluster({}, true)]],
  keptBy: [cluster({ deletionProtection: true }, true)],
};

export const zonalShiftAllowed: StackPolicy = {
  kind: "stack",
  id: "eks-zonal-shift-allowed",
  requirement: "In a stack that protects its data, traffic can be moved away from a failing zone.",
  controls: ["EKS-16"],
  severity: "low",
  appliesTo: [types.cluster],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.cluster)
      .filter(({ props }) => at(props, "zonalShiftConfig.enabled") !== true)
      .map((one) => violation(one, "zonalShiftConfig.enabled", "is off")),
  violatedBy: [[cluster({}, true)]],
  keptBy: [cluster({ zonalShiftConfig: { enabled: true } }, true)],
};

const networkAddon = (configurationValues: unknown) =>
  example(types.addon, { addonName: "vpc-cni", configurationValues });

export const networkPoliciesEnforced: ResourcePolicy = {
  kind: "resource",
  id: "eks-network-policies-enforced",
  requirement: "The network add-on enforces NetworkPolicies; without that they are words.",
  controls: ["EKS-12", "CIS-EKS 4.3.1", "CIS-EKS 5.4.4"],
  severity: "medium",
  appliesTo: [types.addon],
  check: (addon) =>
    violationIf(
      addon.props["addonName"] === "vpc-cni" && at(settingsOf(addon), "enableNetworkPolicy") !== "true",
      addon,
      "configurationValues",
      'does not say "enableNetworkPolicy": "true"',
    ),
  violatedBy: [
    [networkAddon(undefined)],
    [networkAddon('{"enableNetworkPolicy":"false"}')],
    [networkAddon('{"enableNetworkPolicy":true}')],
    [networkAddon("enableNetworkPolicy: true")],
  ],
  keptBy: [networkAddon('{"enableNetworkPolicy":"true"}'), example(types.addon, { addonName: "kube-proxy" })],
};

/** An add-on's own settings, which it gets as JSON; nothing where they are none. */
function settingsOf({ props }: Judged): unknown {
  return parsed(text(props["configurationValues"]) ?? "{}");
}
