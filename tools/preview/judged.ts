import type { Judged } from "../../policies/policy";
import type { Resource } from "../offline/resource";
import { withIds } from "../offline/wire-values";

/** Captured resources as policies see them. */
export function asJudged(resources: readonly Resource[]): readonly Judged[] {
  return resources.map(({ inputs, outputs, id, ...resource }) => ({
    ...resource,
    id: id ?? undefined,
    props: withIds({ ...inputs, ...outputs }) as Judged["props"],
  }));
}
