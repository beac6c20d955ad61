import type { Settings } from "../../infra/settings";
import type { Evaluation } from "../../tools/offline/evaluate";
import type { Resource } from "../../tools/offline/resource";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import type { Place } from "../../tools/routes/places";
import { requestOf, type Asked } from "../../tools/routes/request";
import { route, type End, type RunViewerFunction, type Trace } from "../../tools/routes/route";
import { readSite, type Site } from "../../tools/routes/site";
import { changed, evaluated } from "../support/stacks";
import type { EdgeRuntime } from "../support/waiting-room/edge-runtimes";
import { entriesOf } from "../support/waiting-room/gate-situation";

/** What every stack file of an environment names. */
export const hosts = (resources: readonly Resource[]) => {
  const names = readSite(resources).hosts.map(({ name }) => name);
  const site = names.toSorted((one, other) => one.length - other.length)[0] ?? "";
  return {
    site,
    www: `www.${site}`,
    api: `api.${site}`,
    origin: `origin.${site}`,
    room: `waiting-room.${site}`,
  };
};

type EdgeChange = Partial<Settings["edge"]>;

const evaluations = new Map<string, ReturnType<typeof evaluateStack>>();

/** What an environment registers, with other settings of the edge if they are given. It takes seconds, once. */
export async function resourcesOf(environment: string, edge: EdgeChange = {}): Promise<readonly Resource[]> {
  if (Object.keys(edge).length === 0) return soundly(await evaluated(environment));
  const key = `${environment} ${JSON.stringify(edge)}`;
  const other = changed(environment, (settings) => ({ ...settings, edge: { ...settings.edge, ...edge } }));
  const evaluation = evaluations.get(key) ?? evaluateStack(other, "update");
  evaluations.set(key, evaluation);
  return soundly(await evaluation);
}

/** Of a program that stopped half-way there is nothing to be learned. */
function soundly({ problems, resources }: Evaluation): readonly Resource[] {
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return resources;
}

/** Runs the code of the stack's own viewer functions, with the entries that these events have. */
export function viewerFunctionsIn(runtime: EdgeRuntime, entries = entriesOf()): RunViewerFunction {
  return async ({ code, name }, event) => {
    if (code === undefined) throw new Error(`${name} is no CloudFront Function`);
    const [outcome] = await runtime(code, [{ event, entries }]);
    if (outcome === undefined) throw new Error(`${name} said nothing`);
    return outcome;
  };
}

/** Follows requests through a site; `entrance` is where they are sent, whatever their host. */
export function follower(site: Site, run: RunViewerFunction) {
  return (asked: Asked, entrance?: Place): Promise<Trace> => route(site, requestOf(asked), run, entrance);
}

/** The load balancer itself, for who does not come by a name of ours. */
export function balancerOf({ loadBalancers }: Site): Place {
  const [first] = loadBalancers;
  if (first === undefined) throw new Error("there is no load balancer");
  return { kind: "loadBalancer", name: first.name };
}

/** Who answers, in words without logical names. */
export function answeredBy(end: End | undefined): string {
  switch (end?.kind) {
    case undefined:
      return "nobody";
    case "answer":
      return `${String(end.status)} by ${end.by}${end.location === undefined ? "" : ` to ${end.location}`}`;
    case "object":
      return `${end.bucket.includes("pages") ? "pages" : "files"}: ${end.key}`;
    case "api":
      return "waiting room's API";
    case "target":
      return end.targets.map((name) => /(gateway|frontend|waiting-room)$/.exec(name)?.[0] ?? name).join();
    case "nowhere":
      return `nowhere: ${end.name}`;
  }
}
