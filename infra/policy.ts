import type * as pulumi from "@pulumi/pulumi";
import { nameRules } from "../policies/name-rules";
import type { EnvironmentSettings } from "./environment";

/** Types that hold what a redeploy could not bring back. */
export const statefulTypes: ReadonlySet<string> = new Set([
  "aws:backup/vault:Vault",
  "aws:cloudwatch/eventArchive:EventArchive",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:kms/key:Key",
  "aws:msk/cluster:Cluster",
  "aws:msk/topic:Topic",
  "aws:rds/instance:Instance",
  "aws:route53/delegationSet:DelegationSet",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
]);

/** What no component should have to know, said once for every resource of the stack. */
export interface StackPolicy {
  /** Protects what holds data, and gives the physical names that the operator has chosen. */
  readonly transformation: pulumi.ResourceTransformation;
  /** Names that the operator has chosen and that no resource has taken so far. */
  readonly unusedNames: () => readonly string[];
}

export function stackPolicy(environment: Pick<EnvironmentSettings, "protect" | "names">): StackPolicy {
  const used = new Set<string>();
  return {
    transformation: ({ type, name, props, opts }) => {
      const chosen = environment.names[name];
      const rule = nameRules[type];
      if (chosen !== undefined && rule !== undefined) used.add(name);
      return {
        props:
          chosen === undefined || rule === undefined
            ? props
            : { ...(props as object), [rule.property]: chosen },
        opts: environment.protect && statefulTypes.has(type) ? { ...opts, protect: true } : opts,
      };
    },
    unusedNames: () => Object.keys(environment.names).filter((name) => !used.has(name)),
  };
}
