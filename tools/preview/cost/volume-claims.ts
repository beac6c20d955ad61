import { at, isRecord, number, records, text } from "../../../policies/read";

/** Volumes of one size that pods ask for. */
export interface VolumeClaim {
  /** Undefined where the cluster's default is meant. */
  readonly className: string | undefined;
  /** GiB of each; undefined where the object does not say it. */
  readonly gib: number | undefined;
  /** One for every pod. */
  readonly count: number;
}

const gibibytes: Readonly<Record<string, number>> = { Mi: 1 / 1024, Gi: 1, Ti: 1024 };

/** GiB of a quantity such as `20Gi`; undefined where it is of another kind. */
function gibOf(quantity: unknown): number | undefined {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(text(quantity) ?? "") ?? [];
  const each = gibibytes[unit];
  return each === undefined ? undefined : Number(amount) * each;
}

const ofSpec = (spec: unknown, count: number): VolumeClaim => ({
  className: text(at(spec, "storageClassName")),
  gib: gibOf(at(spec, "resources.requests.storage")),
  count,
});

/**
 * Every volume that an object or the values of a chart ask for, in each of the forms that they are written in: claims and
 * templates of claims, one for each pod of a StatefulSet, and `persistence` as most charts have it.
 */
export function claimsIn(value: unknown, pods = 1): readonly VolumeClaim[] {
  if (Array.isArray(value)) return value.flatMap((inner) => claimsIn(inner, pods));
  if (!isRecord(value)) return [];
  const count = number(value["replicas"]) ?? pods;
  if (value["kind"] === "PersistentVolumeClaim") return [ofSpec(value["spec"], count)];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "volumeClaimTemplates") return records(inner).map(({ spec }) => ofSpec(spec, count));
    if (key === "volumeClaimTemplate") return [ofSpec(at(inner, "spec"), count)];
    if (key !== "persistence" || !isRecord(inner)) return claimsIn(inner, count);
    if (inner["enabled"] !== true) return [];
    return [{ className: text(inner["storageClass"]), gib: gibOf(inner["size"]), count }];
  });
}
