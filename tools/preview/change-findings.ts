import { statefulTypes } from "../../infra/policy";
import type { Change, PreviewResource } from "./document";
import type { Finding } from "../../policies/finding";
import { handoversInCluster, lossesInCluster } from "./cluster-change-findings";
import { refusal } from "./refused-changes";

/**
 * What a reviewer must not overlook in a change: data that goes, protection that goes, subnets that move, what stops
 * running meanwhile, and what AWS or the cluster does not take.
 */
export function changeFindings(
  changes: readonly Change[],
  before: readonly PreviewResource[],
  after: readonly PreviewResource[],
): readonly Finding[] {
  const resourceOf = new Map([...before, ...after].map((resource) => [resource.urn, resource]));
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  return changes.flatMap((change): Finding[] => {
    const { urn, action, properties } = change;
    const resource = resourceOf.get(urn);
    const { type = "", inputs = {} } = resource ?? {};
    const common = { severity: "high", urn, status: "open", reason: null } as const;
    if (properties.some(({ path, from }) => path === "protect" && from === true)) {
      const message = "is no longer protected, so that the next change may destroy it";
      return [{ ...common, policy: "change-keeps-protection", path: "protect", message }];
    }
    const refused = properties.flatMap((change) => {
      const message = refusal({ type, inputs }, change);
      return message === undefined ? [] : [{ path: change.path, message }];
    });
    if (refused.length > 0) {
      return refused.map((one) => ({ ...common, policy: takes(type), ...one }));
    }
    if (resource !== undefined) {
      const handovers = handoversInCluster(change, resource, changes, resourceOf);
      const said = handovers.length > 0 ? handovers : lossesInCluster(change, old.get(urn) ?? resource);
      if (said.length > 0) return said.map((one) => ({ ...common, ...one }));
    }
    if (action !== "replace" && action !== "delete") return [];
    const path = properties.find(({ replaces }) => replaces)?.path ?? null;
    const verb = action === "replace" ? "is made anew" : "is deleted";
    if (statefulTypes.has(type)) {
      return [{ ...common, policy: "change-keeps-data", path, message: `${verb}, with the data it holds` }];
    }
    if (type === "aws:ec2/subnet:Subnet") {
      const message = `${verb}, and what runs in it blocks that: keep urr:network.cidr and profile, and only append zones`;
      return [{ ...common, policy: "change-keeps-subnets", path, message }];
    }
    return [];
  });
}

const takes = (type: string) =>
  type.startsWith("kubernetes:") ? "change-cluster-takes" : "change-aws-takes";
