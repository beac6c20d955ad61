import type { ExampleResource, Judged } from "./policy";
import type { Props } from "./read";

type Rest = Partial<Omit<ExampleResource, "type" | "props">>;

/** A resource of an example, in one line. */
export function example(type: string, props: Props, rest: Rest = {}): ExampleResource {
  return { type, name: "example", props, ...rest };
}

/** The example as policies would see it in a stack; what it leaves open is the ordinary case. */
export function toJudged(resources: readonly ExampleResource[]): readonly Judged[] {
  return resources.map((resource, index) => ({
    id: undefined,
    protect: false,
    provider: null,
    ...resource,
    urn: `urn:pulumi:example::urr::${resource.type}::${resource.name}-${String(index)}`,
  }));
}
