import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { number, ofType, text, texts, violationIf, type Props } from "./read";
import { types } from "./types";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const cluster = (props: Props) => example(types.cluster, props);

export const clusterLogsComplete: ResourcePolicy = {
  kind: "resource",
  id: "eks-logs-complete",
  requirement: "A control plane logs all that it can log.",
  controls: ["EKS-04", "EKS.8", "nag:EKS2", "CIS-EKS 2.1.1"],
  severity: "medium",
  appliesTo: [types.cluster],
  check: (one) => {
    const missing = logTypes.filter((type) => !texts(one.props["enabledClusterLogTypes"]).includes(type));
    return violationIf(
      missing.length > 0,
      one,
      "enabledClusterLogTypes",
      `does not name ${missing.join(", ")}`,
    );
  },
  violatedBy: [[cluster({})], [cluster({ enabledClusterLogTypes: ["audit", "api"] })]],
  keptBy: [cluster({ enabledClusterLogTypes: logTypes })],
};

const logging = cluster({ name: "urr-prod", enabledClusterLogTypes: ["audit"] });
const group = (props: Props) => example(types.logGroup, props);

/** EKS makes the group itself where it is not there, and then its logs are kept, and paid for, for ever. */
export const clusterLogsExpire: StackPolicy = {
  kind: "stack",
  id: "eks-logs-expire",
  requirement: "The log group that a cluster writes to is made with it, and forgets.",
  controls: ["EKS-04", "COBS-01"],
  severity: "medium",
  appliesTo: [types.cluster],
  check: (resources) => {
    const kept = ofType(resources, types.logGroup)
      .filter(({ props }) => (number(props["retentionInDays"]) ?? 0) > 0)
      .map(({ props }) => props["name"]);
    return ofType(resources, types.cluster)
      .filter(({ props }) => texts(props["enabledClusterLogTypes"]).length > 0)
      .flatMap((one) => {
        const name = text(one.props["name"]);
        const needed = `/aws/eks/${name ?? ""}/cluster`;
        return violationIf(
          name !== undefined && !kept.includes(needed),
          one,
          "enabledClusterLogTypes",
          `need a log group ${needed} with a retention`,
        );
      });
  },
  violatedBy: [
    [logging],
    [logging, group({ name: "/aws/eks/urr-prod/cluster" })],
    [logging, group({ name: "/aws/eks/urr-dev/cluster", retentionInDays: 90 })],
  ],
  keptBy: [logging, group({ name: "/aws/eks/urr-prod/cluster", retentionInDays: 90 })],
};
