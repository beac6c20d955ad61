import type { Judged } from "./policy";
import { at, ofType, text } from "./read";
import { types } from "./types";

/** The launch template of this stack that a node group uses; undefined where it uses none, or one of others. */
export function templateOf(group: Judged, resources: readonly Judged[]): Judged | undefined {
  const [id, name] = [
    text(at(group.props, "launchTemplate.id")),
    text(at(group.props, "launchTemplate.name")),
  ];
  return ofType(resources, types.launchTemplate).find(
    (template) =>
      (id !== undefined && template.id === id) || (name !== undefined && template.props["name"] === name),
  );
}
