import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, number, records, text, violationIf, type Props } from "../read";
import { types } from "../types";

const group = (props: Props) => example(types.nodeGroup, props);
const sized = (minSize: number, desiredSize: number, maxSize: number) =>
  group({ scalingConfig: { minSize, desiredSize, maxSize } });

export const nodesScaleLegally: ResourcePolicy = {
  kind: "resource",
  id: "nodes-scaling-legal",
  requirement: "A node group's desired size lies between its smallest and its largest, which is 1 at least.",
  controls: ["V-63"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (one) => {
    const [least, desired, most] = ["minSize", "desiredSize", "maxSize"].map((key) =>
      number(at(one.props, `scalingConfig.${key}`)),
    );
    return [
      ...violationIf((least ?? 0) < 0, one, "scalingConfig.minSize", "is less than 0"),
      ...violationIf((most ?? 1) < 1, one, "scalingConfig.maxSize", "is less than 1"),
      ...violationIf(
        (least ?? -Infinity) > (desired ?? Infinity),
        one,
        "scalingConfig.desiredSize",
        "is less than minSize",
      ),
      ...violationIf(
        (desired ?? -Infinity) > (most ?? Infinity) || (least ?? -Infinity) > (most ?? Infinity),
        one,
        "scalingConfig.maxSize",
        "is less than the other sizes",
      ),
    ];
  },
  violatedBy: [[sized(2, 1, 3)], [sized(1, 4, 3)], [sized(0, 0, 0)], [sized(-1, 0, 1)]],
  keptBy: [sized(0, 0, 1), sized(3, 3, 6), sized(2, 2, 2)],
};

const effects = ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"];

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
export const nodesWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "nodes-well-formed",
  requirement: "A node group's taints, and how many nodes an update may take, are ones that EKS accepts.",
  controls: ["V-63", "eks:CreateNodegroup"],
  severity: "high",
  appliesTo: [types.nodeGroup],
  check: (one) => {
    const taints = records(one.props["taints"]);
    const limits = ["maxUnavailable", "maxUnavailablePercentage"].flatMap(
      (key) => number(at(one.props, `updateConfig.${key}`)) ?? [],
    );
    return [
      ...violationIf(taints.length > 50, one, "taints", "are more than 50"),
      ...violationIf(
        taints.some(
          ({ effect, key }) => !effects.includes(text(effect) ?? "") || !/^.{1,63}$/.test(text(key) ?? ""),
        ),
        one,
        "taints",
        `need a key of 1 to 63 characters and an effect of ${effects.join(", ")}`,
      ),
      ...violationIf(
        limits.length > 1 || limits.some((limit) => limit < 1 || limit > 100),
        one,
        "updateConfig",
        "needs one of maxUnavailable and maxUnavailablePercentage, from 1 to 100",
      ),
    ];
  },
  violatedBy: [
    [group({ taints: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" }] })],
    [group({ taints: [{ effect: "NO_SCHEDULE" }] })],
    [group({ taints: Array.from({ length: 51 }, (_, n) => ({ key: String(n), effect: "NO_SCHEDULE" })) })],
    [group({ updateConfig: { maxUnavailable: 0 } })],
    [group({ updateConfig: { maxUnavailable: 1, maxUnavailablePercentage: 33 } })],
  ],
  keptBy: [
    group({
      taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      updateConfig: { maxUnavailable: 1 },
    }),
  ],
};
