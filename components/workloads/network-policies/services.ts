import { healthCheckName } from "../application/names";
import { asksAws, callsInternet } from "../application/needs";
import { selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { Site, Way } from "../site";
import type { Workload } from "../workload";
import { dns, internet, podIdentity } from "./openings";
import { networkPolicy, type Opening } from "./policy";

/** Shuts a namespace: what nobody lets in or out stays where it is. */
export function defaultDeny({ namespace }: Pick<Site, "namespace">): Manifest {
  return networkPolicy({ name: "default-deny-all", ...{ namespace, subject: {} }, from: [], to: [] });
}

/**
 * Who may call whom: nobody may, but for what a service is for. What a service may call and who it lets in is said twice,
 * at both ends, since each end would be refused without.
 */
export function servicePolicies(workloads: readonly Workload[], site: Site): readonly Manifest[] {
  const { namespace } = site;
  const policy = (name: string, subject: Readonly<Record<string, string>>, ways: object) =>
    networkPolicy({ name, namespace, subject, ...ways });
  return [
    ...workloads.map((workload) =>
      policy(`allow-${ingressName(workload)}-ingress`, selects(workload.name), {
        from: callersOf(workload, workloads, site),
      }),
    ),
    policy(
      "allow-backend-egress",
      { tier: "backend" },
      { to: [dns, ...(site.ways.traces === undefined ? [] : [site.ways.traces])] },
    ),
    policy("allow-frontend-egress", { tier: "frontend" }, { to: [dns] }),
    ...workloads.flatMap((workload) => {
      const called = calledBy(workload, workloads);
      const needs = needsOf(workload, site);
      const calls =
        workload.door === "gateway" ? "allow-gateway-to-services" : `allow-${workload.name}-calls`;
      return [
        ...(called.length === 0 ? [] : [policy(calls, selects(workload.name), { to: called })]),
        ...(needs.length === 0
          ? []
          : [policy(`allow-${egressName(workload)}-egress`, selects(workload.name), { to: needs })]),
      ];
    }),
    ...(workloads.some(({ release }) => release === "blueGreen") ? [healthCheckPolicy(workloads, site)] : []),
  ];
}

/** Doors are known by what they are. */
const ingressName = ({ door, name }: Workload) => door ?? name;

/** What a whole tier may call is called by the tier. */
const egressName = ({ name, tier }: Workload) => (name === tier ? `${name}-service` : name);

function callersOf(workload: Workload, workloads: readonly Workload[], site: Site): readonly Way[] {
  const { door, name, port, release } = workload;
  const opened = door === undefined ? undefined : site.doors[door];
  const callers = workloads
    .filter(({ calls }) => calls.includes(name))
    .map((caller) => ({ app: caller.name }));
  const asked = release === "blueGreen" ? [{ app: healthCheckName }] : [];
  const watched = site.scrapedFrom === undefined ? [] : [{ namespace: site.scrapedFrom }];
  const to = [
    ...(opened === undefined ? [] : [{ cidrs: opened.from }]),
    ...(site.gatewayFrom === undefined || workload.host === undefined ? [] : [{ cidrs: site.gatewayFrom }]),
    ...(site.ingress === undefined || workload.path === undefined ? [] : [{ cidrs: site.ingress.from }]),
    ...[...callers, ...asked, ...(workload.tier === "backend" ? watched : [])],
  ];
  return to.length === 0 ? [] : [{ to, ports: [port] }];
}

function calledBy({ calls }: Workload, workloads: readonly Workload[]): readonly Way[] {
  return workloads
    .filter(({ name }) => calls.includes(name))
    .map(({ name, port }) => ({ to: [{ app: name }], ports: [port] }));
}

function needsOf(workload: Workload, site: Site): readonly Opening[] {
  const { kafka, postgres, redis } = site.ways;
  return [
    ...(workload.database === undefined ? [] : [postgres]),
    ...(workload.redis ? [redis] : []),
    ...(workload.kafka === undefined ? [] : [kafka]),
    ...(site.ways.aws !== undefined && asksAws(workload, site) ? [podIdentity, site.ways.aws] : []),
    ...(callsInternet(workload, site) ? [internet] : []),
  ];
}

function healthCheckPolicy(workloads: readonly Workload[], { namespace }: Site) {
  const asked = workloads.filter(({ release }) => release === "blueGreen");
  return networkPolicy({
    name: `allow-${healthCheckName}-egress`,
    ...{ namespace, subject: selects(healthCheckName) },
    to: [dns, ...asked.map(({ name, port }) => ({ to: [{ app: name }], ports: [port] }))],
  });
}
