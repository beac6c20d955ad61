import type { Judged } from "../../policies/policy";
import type { Resource } from "../offline/resource";
import { withIds } from "../offline/wire-values";

/** Every price and every policy asks for the same ones again, and a large stack has hundreds. */
const known = new WeakMap<Resource, Judged>();

/** Captured resources as policies see them. */
export function asJudged(resources: readonly Resource[]): readonly Judged[] {
  return resources.map((resource) => {
    const found = known.get(resource) ?? judgedOf(resource);
    known.set(resource, found);
    return found;
  });
}

function judgedOf({ inputs, outputs, id, ...resource }: Resource): Judged {
  return {
    ...resource,
    id: id ?? undefined,
    props: withIds({ ...inputs, ...outputs }) as Judged["props"],
  };
}
