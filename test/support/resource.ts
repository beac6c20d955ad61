import { urnOf, type Resource } from "../../tools/offline/resource";

/** A resource of the program as the offline monitor captures it, whose outputs are its inputs. */
export function captured(
  type: string,
  name: string,
  inputs: Resource["inputs"] = {},
  more: Partial<Resource> = {},
): Resource {
  return {
    urn: urnOf({ project: "urr", stack: "test" }, null, type, name),
    ...{ type, name, parent: null, inputs, outputs: inputs, id: name },
    ...{ origin: "program", custom: true, remote: false, protect: false, provider: null },
    ...{ dependencies: [], secretPaths: [], secretOutputs: [] },
    ...{ ignoreChanges: [], replaceOnChanges: [] },
    ...{ deletedWith: null, retainOnDelete: false },
    ...more,
  };
}
