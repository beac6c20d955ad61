import { example } from "./example";
import type { Judged, ResourcePolicy, Severity } from "./policy";
import { violation, type Props } from "./read";
import { types } from "./types";

/** An instance that keeps every policy, but for what is said. */
const instance = (props: Props, protect = false) =>
  example(
    types.dbInstance,
    {
      engine: "postgres",
      username: "urr_admin",
      port: 6432,
      publiclyAccessible: false,
      storageEncrypted: true,
      kmsKeyId: "arn:aws:kms:ap-northeast-2:123456789012:key/1",
      multiAz: true,
      monitoringInterval: 60,
      monitoringRoleArn: "arn:aws:iam::123456789012:role/monitoring",
      performanceInsightsEnabled: true,
      deletionProtection: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: 7,
      copyTagsToSnapshot: true,
      finalSnapshotIdentifier: "last-1",
      deleteAutomatedBackups: false,
      passwordWo: "never in the state",
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 1000,
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      instanceClass: "db.r7g.large",
      ...props,
    },
    { protect, secretPaths: [] },
  );

type Problem = readonly [path: string, message: string] | undefined;

interface InstanceRule {
  readonly id: string;
  readonly requirement: string;
  readonly controls: readonly string[];
  readonly severity: Severity;
  readonly problem: (one: Judged) => Problem;
  /** Properties by which an instance breaks it. */
  readonly brokenBy: readonly Props[];
  /** Asked only of an instance whose data is protected. */
  readonly ofProtected?: true;
}

/** A policy on an instance; whatever is the matter, it says so once. */
export function onInstances(rule: InstanceRule): ResourcePolicy {
  const { id, requirement, controls, severity, problem, brokenBy, ofProtected = false } = rule;
  return {
    kind: "resource",
    ...{ id, requirement, controls, severity },
    appliesTo: [types.dbInstance],
    check: (one) => {
      const found = ofProtected && !one.protect ? undefined : problem(one);
      return found === undefined ? [] : [violation(one, ...found)];
    },
    violatedBy: brokenBy.map((props) => [instance(props, ofProtected)]),
    keptBy: [
      instance({}, true),
      ...(ofProtected ? brokenBy.map((props) => instance(props)) : [instance({})]),
    ],
  };
}

/** The problem where it holds. */
export const when = (broken: boolean, path: string, message: string): Problem =>
  broken ? [path, message] : undefined;
