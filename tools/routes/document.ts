import type { Resource } from "../offline/resource";
import { exampleGate } from "./example-gate";
import { domainOf, examplesFor } from "./examples";
import type { Behaviour } from "./distribution";
import type { Action, Rule } from "./listener";
import { route } from "./route";
import { viewerFunctionsWith } from "./run-viewer-function";
import { readSite, type Site } from "./site";
import { showing } from "./secret-names";
import { actionWords, conditionWords, endWords, keyWords, placeWords, seenWords } from "./words";

/** What `npm run routes -- <stack> --json` prints: version 1. */
export interface RoutesDocument {
  readonly version: 1;
  readonly stack: string;
  /** The name that all others are below; null where the stack has none. */
  readonly domain: string | null;
  readonly hosts: readonly {
    readonly name: string;
    readonly records: readonly string[];
    readonly to: string;
  }[];
  readonly behaviours: readonly BehaviourRow[];
  readonly errorPages: readonly {
    readonly instead: number;
    readonly status: number;
    readonly path: string;
  }[];
  readonly rules: readonly RuleRow[];
  readonly examples: readonly ExampleRow[];
}

export interface BehaviourRow {
  readonly pattern: string;
  readonly methods: readonly string[];
  readonly viewerFunction: string | null;
  readonly cacheKey: string;
  /** Name of the policy by which the rest of a request goes along; null where it does not. */
  readonly originRequest: string | null;
  readonly origin: string;
  /** Where it is asked again if the first has nothing. */
  readonly failover: string | null;
  readonly responseHeaders: string | null;
}

export interface RuleRow {
  readonly listener: string;
  /** Null for what becomes of everything else. */
  readonly priority: number | null;
  readonly name: string | null;
  readonly conditions: readonly string[];
  readonly action: string;
}

export interface ExampleRow {
  readonly what: string;
  readonly method: string;
  readonly url: string;
  /** Null where no CloudFront stands before, or where it does not let anybody in. */
  readonly behaviour: string | null;
  readonly viewerFunction: string | null;
  readonly kept: boolean;
  readonly rule: string | null;
  readonly end: string;
  /** What the second origin makes of it. */
  readonly failover: string | null;
}

/**
 * How requests go through a stack.
 *
 * @param named gives the site's parts other names than their logical ones.
 */
export async function routesDocument(
  stack: string,
  resources: readonly Resource[],
  now: number,
  named: (site: Site) => Site = (site) => site,
): Promise<RoutesDocument> {
  const site = named(readSite(resources));
  const shown = showing(resources);
  const gate = exampleGate(resources, now);
  const run = viewerFunctionsWith(gate.entries);

  const ruleRow = (listener: string, rule: Rule | undefined, action: Action): RuleRow => ({
    listener,
    priority: rule?.priority ?? null,
    name: rule?.name ?? null,
    conditions: (rule?.conditions ?? []).map((condition) => conditionWords(condition, shown)),
    action: actionWords(action),
  });
  const examples = examplesFor(site, gate).map(async ({ what, request, entrance }): Promise<ExampleRow> => {
    const trace = await route(site, request, run, entrance);
    const { scheme, host, path, query, method } = request;
    return {
      ...{ what, method, url: `${scheme}://${host}${path}${query === "" ? "" : `?${query}`}` },
      behaviour: trace.behaviour?.pattern ?? null,
      viewerFunction: trace.seen === undefined ? null : seenWords(trace, path),
      kept: trace.cacheKey !== undefined,
      rule: trace.visit?.rule ?? null,
      end: endWords(trace.end),
      failover: trace.failover === undefined ? null : endWords(trace.failover.end),
    };
  });
  return {
    ...{ version: 1, stack, domain: domainOf(site) ?? null },
    hosts: site.hosts.map(({ name, types, place }) => ({ name, records: types, to: placeWords(place) })),
    behaviours: (site.distribution?.behaviours ?? []).map(behaviourRow),
    errorPages: site.distribution?.errorPages ?? [],
    rules: site.loadBalancers
      .flatMap(({ listeners }) => listeners)
      .flatMap(({ name, otherwise, rules }) => [
        ...rules.map((rule) => ruleRow(name, rule, rule.action)),
        ruleRow(name, undefined, otherwise),
      ]),
    examples: await Promise.all(examples),
  };
}

function behaviourRow(behaviour: Behaviour): BehaviourRow {
  const { cachePolicy, failover, headersPolicy, methods, origin, originRequestPolicy, pattern } = behaviour;
  return {
    ...{ pattern, methods },
    viewerFunction: behaviour.viewerFunction?.name ?? null,
    cacheKey: keyWords(cachePolicy),
    originRequest: originRequestPolicy?.name ?? null,
    origin: placeWords(origin.place),
    failover: failover === undefined ? null : placeWords(failover.origin.place),
    responseHeaders: headersPolicy ?? null,
  };
}
