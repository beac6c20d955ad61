import { example } from "./example";
import { includes } from "./glob";
import type { Judged, StackPolicy } from "./policy";
import { at, number, ofType, records, text, texts, violation } from "./read";
import { types } from "./types";

const rule = (keepDays: number) => ({ ruleName: "daily", lifecycle: { deleteAfter: keepDays } });
const vault = example(types.backupVault, { kmsKeyArn: "arn:aws:kms:x:1:key/1" });
const plan = example(types.backupPlan, { rules: [rule(35)] }, { id: "plan-1" });
const tableArn = "arn:aws:dynamodb:ap-northeast-2:123456789012:table/orders";
const table = example(types.table, { arn: tableArn }, { protect: true });
const selection = example(types.backupSelection, { planId: "plan-1", resources: [tableArn] });

/** Databases and tables; buckets keep earlier versions and are judged by that. */
const data = [types.table, types.dbInstance];
const shortestDays = 35;

/** How many days a plan keeps its longest kept backup. */
function daysKept({ props }: Judged): number {
  return Math.max(
    0,
    ...records(props["rules"]).map((each) => number(at(each, "lifecycle.deleteAfter")) ?? Infinity),
  );
}

export const backupsPlanned: StackPolicy = {
  kind: "stack",
  id: "backups-planned",
  requirement: `What holds data is backed up by a plan that keeps it for ${String(shortestDays)} days, under a key of ours.`,
  controls: ["REL-01", "Backup.1", "REL09-BP02", "REL09-BP03"],
  severity: "medium",
  appliesTo: [...data, types.backupVault, types.backupPlan],
  askedOf: "protected stacks",
  check: (resources) => {
    const plans = ofType(resources, types.backupPlan);
    const withoutPlan = plans.length === 0 ? ofType(resources, ...data).slice(0, 1) : [];
    return [
      ...withoutPlan.map((one) => violation(one, null, "is in a stack without a backup plan")),
      ...plans
        .filter((one) => daysKept(one) < shortestDays)
        .map((one) => violation(one, "rules", `keeps no backup for ${String(shortestDays)} days`)),
      // A vault may be another stack's, so that only its absence of a key counts.
      ...ofType(resources, types.backupVault)
        .filter(({ props }) => text(props["kmsKeyArn"]) === undefined)
        .map((one) => violation(one, "kmsKeyArn", "is missing: AWS's own key is used")),
    ];
  },
  violatedBy: [
    [table],
    [table, vault, example(types.backupPlan, { rules: [rule(7)] })],
    [table, plan, example(types.backupVault, {})],
  ],
  keptBy: [table, plan, vault, selection],
};

export const dataBackedUp: StackPolicy = {
  kind: "stack",
  id: "backups-cover-data",
  requirement: "Every database and table is in a backup plan.",
  controls: ["DDB-04", "DynamoDB.4", "RDS-16", "RDS.26"],
  severity: "medium",
  appliesTo: data,
  askedOf: "protected stacks",
  check: (resources) => {
    const chosen = ofType(resources, types.backupSelection).flatMap(({ props }) => texts(props["resources"]));
    return ofType(resources, ...data)
      .filter(({ protect, props }) => {
        const arn = text(props["arn"]);
        // While it is made nobody knows its ARN.
        return protect && arn !== undefined && !chosen.some((pattern) => includes(pattern, arn));
      })
      .map((one) => violation(one, null, "is in no backup plan (Selection)"));
  },
  violatedBy: [
    [table],
    [table, example(types.backupSelection, { resources: ["arn:aws:dynamodb:*:*:table/other"] })],
  ],
  keptBy: [table, selection],
};
