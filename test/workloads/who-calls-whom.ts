import type { Judged } from "../../policies/policy";
import { reachDocument } from "../../tools/reach/document";

/** Whom everybody calls, each with the port; `in part` where some addresses are left out. */
export type Calls = Readonly<Record<string, readonly string[]>>;

/** The reach of a stack in the form in which the documented one is written down. */
export function callsOf(resources: readonly Judged[]): Calls {
  const calls = new Map<string, string[]>();
  for (const { from, port, protocol, to, whole } of reachDocument("any", resources).ways) {
    const number = port === null ? "all" : String(port);
    const where = protocol === null || protocol === "TCP" ? number : `${number}/${protocol}`;
    calls.set(from, [...(calls.get(from) ?? []), `${to} ${where}${whole ? "" : " in part"}`]);
  }
  return sorted(Object.fromEntries(calls));
}

/** Whom each calls in the order of letters; those who call nobody are left out. */
export function sorted(calls: Calls): Calls {
  return Object.fromEntries(
    Object.entries(calls)
      .filter(([, called]) => called.length > 0)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([from, called]) => [from, called.toSorted()]),
  );
}
