import { namespaces } from "../observability/facts";
import { grafanaPort } from "../observability/prometheus/grafana";
import type { Manifest } from "../manifests/manifest";
import { anywhere } from "./openings";
import { networkPolicy, type Opening } from "./policy";

/** Who calls into the platform's namespaces from elsewhere. */
export interface PlatformCallers {
  /** Blocks from which the Kubernetes API calls webhooks, and figures that it passes on. */
  readonly api: readonly string[];
  /** Namespace of the services. */
  readonly services: string;
  /** Namespaces of the platform that are there, beside the one that is called. */
  readonly others: readonly string[];
  /** Blocks from which the operators' gateway calls Argo CD; undefined where it leads nobody there. */
  readonly gateway: readonly string[] | undefined;
  /** Ports of pods for which nodes answer at a port of theirs, by namespace. */
  readonly atNodes: Readonly<Record<string, readonly number[]>>;
}

/** What of a namespace answers whom, by the ports of its pods. */
interface Entrance {
  /** The Kubernetes API. */
  readonly api?: readonly number[];
  /** The operators' gateway. */
  readonly gateway?: readonly number[];
  /** Prometheus, which asks pods for their figures. */
  readonly figures?: readonly number[];
  /** Pods of the namespace themselves. */
  readonly within?: readonly number[];
  /** The same by TCP and UDP. */
  readonly gossip?: readonly number[];
  /** The services. */
  readonly services?: readonly number[];
  /** Another namespace of the platform. */
  readonly from?: Readonly<Record<string, readonly number[]>>;
}

/** As the charts have them, in the versions of `charts.ts`. Whoever starts a pod may always ask it whether it is well. */
const entrances: Readonly<Record<string, Entrance>> = {
  // Its webhook checks what is written for it.
  "external-secrets": { api: [10250], figures: [8080] },
  "argo-rollouts": { figures: [8090] },
  // Figures for autoscalers, which the Kubernetes API passes on, and a webhook; the first asks the operator.
  keda: { api: [6443, 9443], figures: [8080], within: [9666] },
  // Its chart would let everybody in to its pages. Controller, pages and notices ask the repository's server and Redis,
  // of which there may be three, who vote.
  argocd: { gateway: [8080], figures: [8080, 8082, 8083, 8084, 9001], within: [8081, 6379, 26379] },
  "k6-operator": {},
  // Generators begin together, when they are told.
  "load-test": { within: [6565], from: { "k6-operator": [6565] } },
  [namespaces.metrics]: {
    api: [10250],
    // Prometheus, Alertmanager, Grafana, kube-state-metrics and reloaders, the operator.
    within: [9090, 9093, grafanaPort, 8080, 10250],
    // Alertmanagers with each other.
    gossip: [9094],
    from: { "load-test": [9090] },
  },
  [namespaces.logs]: {
    figures: [3100],
    within: [3100, 7946, 9095],
    from: { [namespaces.agents]: [3100] },
  },
  [namespaces.traces]: { services: [9411], figures: [8888] },
  [namespaces.agents]: { figures: [8888] },
};

/**
 * Shuts a namespace of the platform to whoever is not named here. What its pods call themselves is left open: they work
 * on AWS, on GitHub, on the Kubernetes API.
 *
 * @returns nothing for a namespace of which is not known who must come in.
 */
export function platformPolicies(namespace: string, callers: PlatformCallers): readonly Manifest[] {
  const entrance = entrances[namespace];
  if (entrance === undefined) return [];
  const {
    api = [],
    figures = [],
    from = {},
    gateway = [],
    gossip = [],
    services = [],
    within = [],
  } = entrance;
  const ways: readonly Opening[] = [
    { to: [{ cidrs: callers.api }], ports: api },
    { to: [{ cidrs: callers.gateway ?? [] }], ports: callers.gateway === undefined ? [] : gateway },
    { to: [{ namespace: callers.services }], ports: services },
    ...Object.entries({ [namespaces.metrics]: figures, ...from })
      .filter(([other]) => callers.others.includes(other))
      .map(([other, ports]) => ({ to: [{ namespace: other }], ports })),
    { to: [{ cidrs: anywhere }], ports: callers.atNodes[namespace] ?? [] },
    { to: [{ namespace }], ports: within },
    { to: [{ namespace }], ports: gossip, protocols: ["TCP", "UDP"] },
  ];
  return [
    networkPolicy({
      name: "default-deny-ingress",
      ...{ namespace, subject: {} },
      from: ways.filter(({ ports }) => ports.length > 0),
    }),
  ];
}
