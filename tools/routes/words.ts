import type { Action, Condition } from "./listener";
import type { Place } from "./places";
import type { CachePolicy, Chosen, OriginRequestPolicy } from "./policies";
import type { End, Trace } from "./route";
import type { Shown } from "./secret-names";

const kinds: Readonly<Record<Place["kind"], string>> = {
  api: "API",
  bucket: "bucket",
  distribution: "CloudFront",
  elsewhere: "elsewhere:",
  loadBalancer: "load balancer",
};

export function placeWords({ kind, name }: Place): string {
  return `${kinds[kind]} ${name}`.trimEnd();
}

function chosenWords(what: string, chosen: Chosen): readonly string[] {
  switch (chosen.kind) {
    case "none":
      return [];
    case "all":
      return [`all ${what}`];
    case "only":
      return [`${what} ${chosen.names.join(", ")}`];
    case "except":
      return [`all ${what} but ${chosen.names.join(", ")}`];
  }
}

function partsOf({ cookies, headers, query }: OriginRequestPolicy): readonly string[] {
  return [
    ...chosenWords("query", query),
    ...chosenWords("cookies", cookies),
    ...chosenWords("headers", headers),
  ];
}

/** By what answers are kept. */
export function keyWords(policy: CachePolicy): string {
  return policy.keeps ? ["path", ...partsOf(policy)].join(" + ") : "not kept";
}

export function conditionWords(condition: Condition, shown: Shown): string {
  switch (condition.kind) {
    case "host":
    case "path":
    case "method":
      return `${condition.kind} ${condition.values.join(" or ")}`;
    case "header":
      return `${condition.name}: ${condition.values.map(shown).join(" or ")}`;
    case "query":
      return `query ${condition.pairs.map(({ key, value }) => `${key ?? "*"}=${value}`).join(" or ")}`;
    case "source":
      return `from ${condition.networks.join(" or ")}`;
  }
}

export function actionWords(action: Action): string {
  switch (action.kind) {
    case "forward": {
      const targets = action.targets.map(({ name, port, targetType }) =>
        port === undefined ? `${name} (${targetType})` : `${name} (${targetType}, ${String(port)})`,
      );
      return targets.join(" or ");
    }
    case "redirect": {
      const { host, path, protocol } = action.to;
      return `${String(action.status)} to ${protocol.toLowerCase()}://${host}${path}`;
    }
    case "answer":
      return `${String(action.status)} ${action.contentType}`;
  }
}

/** Who has the last word, and which. */
export function endWords(end: End): string {
  switch (end.kind) {
    case "answer": {
      const where = end.location === undefined ? "" : ` to ${end.location}`;
      return `${String(end.status)}${where}, by ${end.by === "viewer function" ? "function" : end.by}`;
    }
    case "object":
      return `${placeWords({ kind: "bucket", name: end.bucket })}: ${end.key}`;
    case "api":
      return placeWords(end);
    case "target":
      return end.targets.join(" or ");
    case "nowhere":
      return `nobody: ${end.name}`;
  }
}

/** What the viewer function made of a request. */
export function seenWords({ seen }: Trace, path: string): string {
  if (seen === undefined) return "";
  const { outcome } = seen;
  if ("kind" in outcome) return "answers";
  return outcome.path === path ? "passes" : `passes as ${outcome.path}`;
}
