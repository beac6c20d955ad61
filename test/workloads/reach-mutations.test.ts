import { describe, expect, it } from "vitest";
import { objectName } from "../../policies/kubernetes-objects";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import type { Judged } from "../../policies/policy";
import { podsOf } from "../../policies/kubernetes-pods";
import { at, list, records } from "../../policies/read";
import { asJudged } from "../../tools/preview/judged";
import { evaluated } from "../support/stacks";
import { callsOf } from "./who-calls-whom";

interface Mutation {
  readonly what: string;
  readonly without: readonly Judged[];
}

const dropped = <Item>(items: readonly Item[], index: number) => items.filter((_, other) => other !== index);

/** Policies of namespaces whose pods are known; what charts run, and who calls it, no object tells. */
function policiesOf(resources: readonly Judged[]): readonly Judged[] {
  const known = new Set(podsOf(resources).map(({ namespace }) => namespace));
  return resources.filter(
    ({ props, type }) =>
      type === kubernetesTypes.networkPolicy && known.has(String(at(props, "metadata.namespace"))),
  );
}

/** The stack without one policy, or without one port or one peer of one rule. */
function mutations(resources: readonly Judged[]): readonly Mutation[] {
  return policiesOf(resources).flatMap((policy) => {
    const name = objectName(policy) ?? "";
    const changed = (direction: string, rules: readonly unknown[]): readonly Judged[] => {
      const spec = { ...(at(policy.props, "spec") as object), [direction]: rules };
      const other = { ...policy, props: { ...policy.props, spec } };
      return resources.map((one) => (one === policy ? other : one));
    };
    const inRules = ["ingress", "egress"].flatMap((direction) => {
      const rules = records(at(policy.props, `spec.${direction}`));
      return rules.flatMap((rule, index) =>
        ["ports", "from", "to"].flatMap((field) =>
          list(rule[field]).map((item, place): Mutation => {
            const left = dropped(list(rule[field]), place);
            // An empty list would mean all there are.
            const others =
              left.length === 0
                ? dropped(rules, index)
                : rules.map((one) => (one === rule ? { ...rule, [field]: left } : one));
            const what = `${name} without ${JSON.stringify(item)} in ${direction} ${String(index)}`;
            return { what, without: changed(direction, others) };
          }),
        ),
      );
    });
    return [{ what: name, without: resources.filter((one) => one !== policy) }, ...inRules];
  });
}

/**
 * The gateway lets in whoever has an address of the nodes' subnets, and so the pods that ask new versions for their
 * health. They are named all the same, as with the other services: addresses are no reason to trust.
 */
const doubled = [
  'allow-gateway-ingress without {"podSelector":{"matchLabels":{"app":"health-check"}}} in ingress 0',
];

describe("every policy, and every port and peer in it, is there for somebody", () => {
  it.each([
    ["prod", doubled],
    ["staging", []],
    ["local", []],
  ])("in %s: NPO-01, NPO-13, KCON-15", async (stack, needless) => {
    const resources = asJudged((await evaluated(stack)).resources);
    const all = mutations(resources);
    const calls = JSON.stringify(callsOf(resources));
    const idle = all.filter(({ without }) => JSON.stringify(callsOf(without)) === calls);
    expect(all.length).toBeGreaterThan(100);
    expect(idle.map(({ what }) => what)).toEqual(needless);
  });
});
