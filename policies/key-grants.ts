import { includes } from "./glob";
import { statementsOf, type Statement } from "./iam-document";
import type { Judged } from "./policy";
import { ofType, text } from "./read";
import { types } from "./types";

/** The key of this stack that a property names, by ARN or by id. */
export function keyNamed(value: unknown, resources: readonly Judged[]): Judged | undefined {
  const named = text(value);
  if (named === undefined) return undefined;
  return ofType(resources, types.key).find(({ id, props }) => props["arn"] === named || id === named);
}

/** The statements of a key's policy by which a service may do all of these actions. */
export const admits = (key: Judged, service: RegExp, actions: readonly string[]): readonly Statement[] =>
  statementsOf(key.props["policy"]).filter(
    ({ allows, principals, actions: patterns }) =>
      allows &&
      (principals ?? []).some((principal) => service.test(principal)) &&
      actions.every((action) => patterns.some((pattern) => includes(pattern, action, "i"))),
  );
