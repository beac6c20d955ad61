import { includes } from "./glob";
import { statementsOf, type Statement } from "./iam-document";
import type { Judged } from "./policy";

/** The statements of a policy, a key's or a topic's, by which a service may do all of these actions. */
export const admits = (holder: Judged, service: RegExp, actions: readonly string[]): readonly Statement[] =>
  statementsOf(holder.props["policy"]).filter(
    ({ allows, principals, actions: patterns }) =>
      allows &&
      (principals ?? []).some((principal) => service.test(principal)) &&
      actions.every((action) => patterns.some((pattern) => includes(pattern, action, "i"))),
  );
