import { discordNotices, noNotices } from "./argo-cd-notices";
import { oneAtATime, resources, tolerations, type AddonFacts } from "./placement";

export const argoCd = {
  releaseName: "argocd",
  namespace: "argocd",
  /** The Service of its pages. */
  server: { name: "argocd-server", namespace: "argocd" },
} as const;

export interface ArgoCdFacts extends AddonFacts {
  /** Under which name it answers through the gateway; undefined where one goes to it by port-forward alone. */
  readonly host: string | undefined;
  /** The gateway that leads there. */
  readonly gateway: { readonly name: string; readonly namespace: string };
  /** Whether there is a webhook of Discord to tell. */
  readonly tellsDiscord: boolean;
}

/**
 * Values of the chart. Nobody signs in by another provider, so that its own administrator stays, with the password that
 * Argo CD makes and keeps in the Secret `argocd-initial-admin-secret`.
 */
export function argoCdValues(facts: ArgoCdFacts) {
  const { replicas } = facts;
  const several = replicas > 1;
  const part = (memory: string, cpu = "50m") => ({
    resources: resources(cpu, memory),
    tolerations: tolerations(facts),
    metrics: { enabled: true, serviceMonitor: { enabled: facts.monitored } },
  });
  const pdb = { enabled: true, ...oneAtATime };
  return {
    fullnameOverride: argoCd.releaseName,
    // Applications, and all that they have made, would go with their definition.
    crds: { install: true, keep: true },
    global: {
      ...(facts.host === undefined ? {} : { domain: facts.host }),
      logging: { format: "json" },
    },
    configs: {
      cm: { "admin.enabled": true, "exec.enabled": false, "statusbadge.enabled": false },
      // Behind the gateway TLS ends at the load balancer; a port-forward leads to its own.
      params: { "server.insecure": facts.host !== undefined, "controller.diff.server.side": true },
      rbac: { "policy.default": "" },
    },
    // Each pod has clusters of its own to look after, and there is one.
    controller: { ...part("1Gi", "250m"), replicas: 1, pdb },
    server: { ...part("256Mi"), replicas, pdb, ...through(facts) },
    repoServer: {
      ...part("512Mi", "100m"),
      ...{ replicas, pdb },
      copyutil: { resources: resources("10m", "64Mi") },
    },
    applicationSet: { ...part("192Mi", "20m"), replicas, pdb },
    dex: { enabled: false },
    redis: { enabled: !several, resources: resources("50m", "192Mi"), tolerations: tolerations(facts) },
    "redis-ha": several ? redisInThree(facts) : { enabled: false },
    redisSecretInit: { resources: resources("10m", "64Mi"), tolerations: tolerations(facts) },
    notifications: {
      ...part("128Mi", "20m"),
      ...(facts.tellsDiscord ? discordNotices : noNotices),
    },
  };
}

/** The route to its pages. */
function through({ gateway, host }: ArgoCdFacts) {
  if (host === undefined) return {};
  return {
    httproute: { enabled: true, parentRefs: [{ ...gateway, sectionName: "https" }], hostnames: [host] },
  };
}

/** Three of Redis vote who leads. They would rather share a node than wait for one, as a cluster may have two. */
function redisInThree(facts: AddonFacts) {
  const placed = { hardAntiAffinity: false, tolerations: tolerations(facts) };
  return {
    enabled: true,
    ...placed,
    redis: { resources: resources("50m", "192Mi") },
    sentinel: { resources: resources("20m", "64Mi") },
    splitBrainDetection: { resources: resources("10m", "32Mi") },
    init: { resources: resources("10m", "32Mi") },
    podDisruptionBudget: oneAtATime,
    haproxy: {
      ...placed,
      resources: resources("50m", "128Mi"),
      init: { resources: resources("10m", "32Mi") },
      podDisruptionBudget: oneAtATime,
    },
  };
}
