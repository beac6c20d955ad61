import { isOffered, versionProblem } from "./eks-versions";
import { example } from "./example";
import type { ResourcePolicy } from "./policy";
import { at, text, violation, violationIf, type Props } from "./read";
import { types } from "./types";

const cluster = (props: Props) => example(types.cluster, props);

/** Whether the program has asked for it in words, which nobody does by accident. */
const isExtended = (one: { readonly props: Props }) =>
  at(one.props, "upgradePolicy.supportType") === "EXTENDED";

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
    const isKept = isExtended(one) && isOffered(version);
    return problem === undefined || isKept ? [] : [violation(one, "version", problem)];
  },
  violatedBy: [
    ...["1.28", "1.33", "1.34", "1.99", "latest", undefined].map((version) => [cluster({ version })]),
    [cluster({ version: "1.28", upgradePolicy: { supportType: "EXTENDED" } })],
  ],
  keptBy: [
    cluster({ version: "1.35" }),
    cluster({ version: "1.36" }),
    cluster({ version: "1.33", upgradePolicy: { supportType: "EXTENDED" } }),
  ],
};

export const noExtendedSupport: ResourcePolicy = {
  kind: "resource",
  id: "eks-extended-support-off",
  requirement:
    "An old cluster is upgraded when standard support ends; six times the price is paid only where somebody asked for it.",
  controls: ["FIN-02"],
  severity: "high",
  appliesTo: [types.cluster],
  check: (one) => {
    const path = "upgradePolicy.supportType";
    if (isExtended(one)) {
      const needed = versionProblem(text(one.props["version"]) ?? "") !== undefined;
      return violationIf(
        !needed,
        one,
        path,
        "is EXTENDED, which the version does not need (urr:cluster.extendedSupport)",
      );
    }
    return violationIf(
      at(one.props, path) !== "STANDARD",
      one,
      path,
      "is not STANDARD; AWS's default is EXTENDED",
    );
  },
  violatedBy: [
    [cluster({ version: "1.36" })],
    [cluster({ version: "1.36", upgradePolicy: { supportType: "EXTENDED" } })],
  ],
  keptBy: [
    cluster({ version: "1.36", upgradePolicy: { supportType: "STANDARD" } }),
    cluster({ version: "1.33", upgradePolicy: { supportType: "EXTENDED" } }),
  ],
};
