import { BlockList, isIPv4 } from "node:net";
import { covers } from "./path-pattern";
import { pairsOf, type Request } from "./request";

/** What a rule asks of a request. Of several values one is enough. */
export type Condition =
  | { readonly kind: "host" | "path" | "method"; readonly values: readonly string[] }
  | { readonly kind: "header"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "query"; readonly pairs: readonly QueryPair[] }
  | { readonly kind: "source"; readonly networks: readonly string[] };

export interface QueryPair {
  /** Undefined where the value may stand under any name. */
  readonly key: string | undefined;
  readonly value: string;
}

export interface TargetGroup {
  /** The logical name. */
  readonly name: string;
  /** `ip`, `instance` or `lambda`. */
  readonly targetType: string;
  /** Undefined for functions. */
  readonly port: number | undefined;
}

export type Action =
  | { readonly kind: "forward"; readonly targets: readonly TargetGroup[] }
  | { readonly kind: "redirect"; readonly status: number; readonly to: Redirect }
  | { readonly kind: "answer"; readonly status: number; readonly contentType: string; readonly body: string };

/** Parts of an address, in which `#{host}` and its like stand for what was asked for. */
export interface Redirect {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export interface Rule {
  /** The logical name. */
  readonly name: string;
  readonly priority: number;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  readonly action: Action;
}

export interface Listener {
  readonly name: string;
  readonly port: number;
  /** By priority, the first first. */
  readonly rules: readonly Rule[];
  /** What becomes of a request that no rule wants. */
  readonly otherwise: Action;
}

/** The rule that takes a request, undefined where none does, and what is then done. */
export function decide(
  { rules, otherwise }: Listener,
  request: Request,
): { readonly rule: Rule | undefined; readonly action: Action } {
  const rule = rules.find(({ conditions }) => conditions.every((condition) => holds(condition, request)));
  return { rule, action: rule?.action ?? otherwise };
}

/**
 * Paths and methods are compared as they are, everything else without regard to case.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
function holds(condition: Condition, request: Request): boolean {
  switch (condition.kind) {
    case "host":
      return condition.values.some((value) => coversAnyCase(value, request.host));
    case "path":
      return condition.values.some((value) => covers(value, request.path));
    case "method":
      return condition.values.includes(request.method);
    case "header": {
      const sent = request.headers[condition.name.toLowerCase()];
      return sent !== undefined && condition.values.some((value) => coversAnyCase(value, sent));
    }
    case "query":
      return condition.pairs.some((pair) => pairsOf(request.query).some((sent) => isPair(pair, sent)));
    case "source":
      return condition.networks.some((network) => isIn(network, request.address));
  }
}

const coversAnyCase = (pattern: string, text: string) => covers(pattern.toLowerCase(), text.toLowerCase());

function isPair({ key, value }: QueryPair, [name, sent]: readonly [string, string]): boolean {
  return (key === undefined || coversAnyCase(key, name)) && coversAnyCase(value, sent);
}

function isIn(network: string, address: string): boolean {
  const [start = "", bits = ""] = network.split("/");
  const family = isIPv4(start) ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(start, Number(bits), family);
  return list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/** Where a redirect leads who sent this request. The port is always told, as the load balancer does. */
export function locationOf(to: Redirect, { scheme, host, path, query }: Request, port: number): string {
  const parts = {
    protocol: scheme.toUpperCase(),
    host,
    port: String(port),
    path: path.slice(1),
    query,
  };
  const filled = (template: string) =>
    template.replaceAll(
      /#\{(protocol|host|port|path|query)\}/g,
      (_, name: keyof typeof parts) => parts[name],
    );
  const asked = filled(to.query);
  const origin = `${filled(to.protocol).toLowerCase()}://${filled(to.host)}:${filled(to.port)}`;
  return `${origin}${filled(to.path)}${asked === "" ? "" : `?${asked}`}`;
}
