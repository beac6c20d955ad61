import type { Judged } from "./policy";
import { at, isRecord, list, ofType, records, text, type Props } from "./read";
import { types } from "./types";

/** How a distribution treats requests of one path pattern. */
export interface Behavior {
  /** Where it is in the distribution's properties. */
  readonly path: string;
  /** `*` for the default one. */
  readonly pattern: string;
  readonly props: Props;
}

/** The behaviours in the order in which CloudFront tries them; the default one comes last. */
export function behaviorsOf({ props }: Judged): readonly Behavior[] {
  const ordered = records(props["orderedCacheBehaviors"]).map((one, index) => ({
    path: `orderedCacheBehaviors[${String(index)}]`,
    pattern: text(one["pathPattern"]) ?? "",
    props: one,
  }));
  const last = props["defaultCacheBehavior"];
  return isRecord(last) ? [...ordered, { path: "defaultCacheBehavior", pattern: "*", props: last }] : ordered;
}

/** An origin of a distribution. */
export interface Origin {
  /** Where it is in the distribution's properties. */
  readonly path: string;
  readonly id: string;
  readonly kind: "bucket" | "server";
  readonly props: Props;
}

/** An origin without settings for a server is a bucket to CloudFront. */
export function distributionOrigins({ props }: Judged): readonly Origin[] {
  return records(props["origins"]).map((one, index) => ({
    path: `origins[${String(index)}]`,
    id: text(one["originId"]) ?? "",
    kind: isRecord(one["customOriginConfig"]) || isRecord(one["vpcOriginConfig"]) ? "server" : "bucket",
    props: one,
  }));
}

/** Where a behaviour's requests may go: its origin, or those of its origin group, the first choice first. */
export function originsBehind(behavior: Behavior, distribution: Judged): readonly Origin[] {
  const target = behavior.props["targetOriginId"];
  const group = records(distribution.props["originGroups"]).find(({ originId }) => originId === target);
  const ids = group === undefined ? [target] : records(group["members"]).map(({ originId }) => originId);
  const origins = distributionOrigins(distribution);
  return ids.flatMap((id) => origins.find((origin) => origin.id === id) ?? []);
}

/** Load balancers that visitors can reach; those inside the VPC have no say about the internet. */
export function publicLoadBalancers(resources: readonly Judged[]): readonly Judged[] {
  return ofType(resources, types.loadBalancer).filter(({ props }) => props["internal"] !== true);
}

/** Whether visitors are to come through CloudFront, to something else than buckets. */
export function hasDistributionBefore(resources: readonly Judged[]): boolean {
  return ofType(resources, types.distribution).some((one) =>
    distributionOrigins(one).some(({ kind }) => kind === "server"),
  );
}

const associations = [
  { kind: "function", list: "functionAssociations", arn: "functionArn" },
  { kind: "lambda", list: "lambdaFunctionAssociations", arn: "lambdaArn" },
] as const;

/** The associations of a behaviour with functions: what runs, and when. What is no association has no event. */
export function functionsOf({ props }: Behavior): readonly {
  readonly kind: "function" | "lambda";
  readonly event: string;
  readonly arn: string | undefined;
}[] {
  return associations.flatMap((each) =>
    list(props[each.list]).map((one) => ({
      kind: each.kind,
      event: text(at(one, "eventType")) ?? "",
      arn: text(at(one, each.arn)),
    })),
  );
}
