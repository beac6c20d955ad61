import type { Hosts } from "../hosts";

/** Who answers behind the load balancer. */
export type Target = "gateway" | "frontend" | "waitingRoom";

export type RuleAction =
  | { readonly kind: "forward"; readonly to: Target }
  | { readonly kind: "redirect"; readonly host: string }
  | { readonly kind: "refuse"; readonly status: 404; readonly json: string };

/** What a request must look like, and what then becomes of it. */
export interface RulePlan {
  /** The lowest comes first. */
  readonly priority: number;
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly action: RuleAction;
}

export interface RulesAsked {
  readonly hosts: Pick<Hosts, "site" | "www" | "api" | "origin">;
  readonly staticPaths: readonly string[];
  readonly apiPaths: readonly string[];
  /** Whether pages come from the cluster. */
  readonly frontend: "server" | "files";
  /** Whether CloudFront stands before it: who forwards then asks for the secret too, of which two are good. */
  readonly cdn: boolean;
  /** Whether requests for the waiting room come here. */
  readonly waitingRoom: boolean;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const valuesOfRule = 5;
/** A rule takes five wildcards, and a pattern has two at most. */
const patternsOfRule = 2;
/** The secret of this generation and of the last. */
const secrets = 2;

/**
 * What a path must not hold that is asked for as a static file: nobody checked an admission, and a server may take a
 * step upwards for the way to a page that needs one. Encoded steps the firewall refuses: rules here take no percent sign
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions).
 */
const detours = ["*/..*"];

const nothingHere = JSON.stringify({ error: { code: "NOT_FOUND", message: "There is no such path." } });

/**
 * The rules of the listener by a short name. Priorities have room between the kinds, so that one more path moves no
 * other rule: the load balancer refuses two rules in one place, also for the moment of a change.
 */
export function listenerRules(asked: RulesAsked): Readonly<Record<string, RulePlan>> {
  const { apiPaths, cdn, frontend, hosts, waitingRoom } = asked;
  const refused: RuleAction = { kind: "refuse", status: 404, json: nothingHere };
  const rules: Record<string, RulePlan> = {};
  if (hosts.www !== undefined) {
    rules["www"] = { priority: 100, hosts: [hosts.www], action: { kind: "redirect", host: hosts.site } };
  }
  if (waitingRoom) {
    rules["waiting-room"] = {
      ...{ priority: 200, hosts: [hosts.site], paths: ["/vwr", "/vwr/*"] },
      action: { kind: "forward", to: "waitingRoom" },
    };
  }
  if (cdn && frontend === "server") Object.assign(rules, staticRules(asked, refused));
  // Not under the load balancer's own name: what CloudFront asks for there has passed no gate.
  const callers = [hosts.site, ...(hosts.api === undefined ? [] : [hosts.api])];
  const room = valuesOfRule - callers.length - (cdn ? secrets : 0);
  chunks(apiPaths, Math.min(patternsOfRule, room)).forEach((paths, index) => {
    rules[`api-${String(index + 1)}`] = {
      ...{ priority: 1_000 + index, hosts: callers, paths },
      action: { kind: "forward", to: "gateway" },
    };
  });
  if (hosts.api !== undefined) rules["api-else"] = { priority: 2_000, hosts: [hosts.api], action: refused };
  if (frontend === "server") {
    rules["site"] = { priority: 3_000, hosts: [hosts.site], action: { kind: "forward", to: "frontend" } };
  }
  return rules;
}

/** CloudFront asks here for static files that the bucket does not have, under the load balancer's own name. */
function staticRules({ hosts, staticPaths }: RulesAsked, refused: RuleAction): Record<string, RulePlan> {
  const rules: Record<string, RulePlan> = {};
  rules["detour"] = { priority: 300, hosts: [hosts.origin], paths: detours, action: refused };
  chunks(staticPaths, valuesOfRule - secrets - 1).forEach((paths, index) => {
    rules[`static-${String(index + 1)}`] = {
      ...{ priority: 400 + index, hosts: [hosts.origin], paths },
      action: { kind: "forward", to: "frontend" },
    };
  });
  return rules;
}

function chunks(all: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
