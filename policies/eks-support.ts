import { isOutOfStandardSupport, versionProblem } from "./eks-versions";
import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { at, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const cluster = (props: Props) => example(types.cluster, props);

export const versionSupported: ResourcePolicy = {
  kind: "resource",
  id: "eks-version-supported",
  requirement: "A cluster names its version, and AWS supports that version for a while yet.",
  controls: ["EKS-02", "EKS.2", "V-62"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (one) => {
    const version = text(one.props["version"]);
    if (version === undefined)
      return [
        violation(one, "version", "is missing: the newest on the day of the deployment would be taken"),
      ];
    const problem = versionProblem(version);
    return problem === undefined ? [] : [violation(one, "version", problem)];
  },
  violatedBy: ["1.28", "1.33", "1.34", "1.99", "latest", undefined].map((version) => [cluster({ version })]),
  keptBy: [cluster({ version: "1.35" }), cluster({ version: "1.36" })],
};

export const noExtendedSupport: ResourcePolicy = {
  kind: "resource",
  id: "eks-extended-support-off",
  requirement: "An old cluster is upgraded when standard support ends, not kept for six times the price.",
  controls: ["FIN-02"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (one) =>
    violationIf(
      at(one.props, "upgradePolicy.supportType") !== "STANDARD",
      one,
      "upgradePolicy.supportType",
      isOutOfStandardSupport(text(one.props["version"]) ?? "")
        ? "is not STANDARD, and its version costs extra already"
        : "is not STANDARD; AWS's default is EXTENDED",
    ),
  violatedBy: [
    [cluster({ version: "1.36" })],
    [cluster({ version: "1.33", upgradePolicy: { supportType: "EXTENDED" } })],
  ],
  keptBy: [cluster({ upgradePolicy: { supportType: "STANDARD" } })],
};
