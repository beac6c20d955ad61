import { statefulTypes } from "../../infra/policy";
import type { Change, PreviewResource } from "./document";
import type { Finding } from "../../policies/finding";

/** What a reviewer must not overlook in a change: data that goes, and subnets that move. */
export function changeFindings(
  changes: readonly Change[],
  before: readonly PreviewResource[],
  after: readonly PreviewResource[],
): readonly Finding[] {
  const typeOf = new Map([...before, ...after].map(({ urn, type }) => [urn, type]));
  return changes
    .filter(({ action }) => action === "replace" || action === "delete")
    .flatMap(({ urn, action, properties }): Finding[] => {
      const type = typeOf.get(urn) ?? "";
      const path = properties.find(({ replaces }) => replaces)?.path ?? null;
      const common = { severity: "high", urn, path, status: "open", reason: null } as const;
      const verb = action === "replace" ? "is made anew" : "is deleted";
      if (statefulTypes.has(type)) {
        return [{ ...common, policy: "change-keeps-data", message: `${verb}, with the data it holds` }];
      }
      if (type === "aws:ec2/subnet:Subnet") {
        const message = `${verb}; what runs in it blocks that. Zones keep their place: append new ones, remove none, and keep the profile`;
        return [{ ...common, policy: "change-appends-zones", message }];
      }
      return [];
    });
}
