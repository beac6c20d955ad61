import { planAddresses, type AddressPlan } from "../components/network/addresses";
import { catalogues } from "../components/workloads/catalogue/catalogues";
import { chosenWorkloads } from "../components/workloads/catalogue/chosen";
import { imageName } from "../components/workloads/images/name";
import { spanReceiver } from "../components/workloads/observability/spans";
import { fingerprint } from "../components/workloads/manifests/fingerprint";
import { serviceVariables } from "../components/workloads/observability/service-variables";
import { onPool } from "../components/workloads/platform/node-pools";
import { namespaces } from "../components/workloads/observability/facts";
import type { Door, IngressSite, Site, Way } from "../components/workloads/site";
import { redisPorts, storePorts } from "../components/workloads/stores/ports";
import type { Workload } from "../components/workloads/workload";
import type { Settings } from "../infra/settings";

/** Where the account's own registry answers. */
const registryOf = ({ environment, region }: Pick<Settings, "environment" | "region">): string =>
  `${environment.accountId ?? exampleAccount}.dkr.ecr.${region}.amazonaws.com`;

/** Only a preview goes on without an account: AWS uses these digits for examples. */
const exampleAccount = "123456789012";

/** The services of an environment on AWS, as its settings have them. */
export function workloadsOf(settings: Settings): readonly Workload[] {
  const { edge, environment, workloads } = settings;
  const { images, services, uploaders } = workloads;
  const site = { registry: images.registry ?? registryOf(settings), prefix: environment.prefix };
  return chosenWorkloads(catalogues[workloads.catalogue], workloads)
    .filter(({ door }) => door !== "frontend" || edge.frontend === "server")
    .map((chosen) => ({
      ...chosen,
      image: imageName(images.pattern, services[chosen.name]?.tag ?? images.tag, { ...site, ...chosen }),
      uploads: uploaders?.includes(chosen.name) ?? chosen.storesFiles === true,
    }));
}

/** What of an environment on AWS shapes its services' objects. */
export function siteOf(settings: Settings): Site {
  const { dataTier, environment, network, queueing, stack, workloads } = settings;
  const { observability } = workloads;
  const tiers = planAddresses(network.cidr, network.profile, network.zones.length);
  const base = workloads.configName ?? `spring-${stack}`;
  const services = workloadsOf(settings).map(({ name }) => name);
  return {
    ...{ stack, prefix: environment.prefix, profile: workloads.profile, schema: workloads.schema },
    ...{ namespace: workloads.namespace ?? environment.prefix, user: workloads.user },
    services,
    ...{ configName: `${base}-config`, secretName: `${base}-secret`, blueGreen: workloads.blueGreen },
    managed: {
      postgres: dataTier.postgres.mode === "managed",
      redis: dataTier.redis.mode === "managed",
      kafka: dataTier.kafka.mode === "managed",
    },
    doors: doorsOf(settings, tiers),
    ...gatewayOf(settings, tiers),
    ...(workloads.entry === "ingress" ? { ingress: ingressOf(settings, tiers) } : {}),
    ways: waysOf(settings, tiers),
    senders: queueing.senders,
    waitingRoom: queueing.waitingRoom.enabled,
    payments: settings.secrets.includes("tossClientKey"),
    configuration: fingerprint(
      JSON.stringify([
        ...[environment.domain, dataTier.postgres.proxy, dataTier.kafka.mode, dataTier.redis.mode],
        ...[workloads.web, workloads.stores.redis.kind, observability.traces, observability.sampling],
        services,
      ]),
    ),
    telemetry: serviceVariables(observability),
    steadyNodes: settings.cluster.karpenter.enabled ? onPool("critical") : undefined,
    scrapedFrom: observability.metrics === "prometheus" ? namespaces.metrics : undefined,
    generations: [
      ...[dataTier.postgres.credentialGeneration, dataTier.redis.authTokenGeneration],
      ...Object.values(dataTier.secrets.generations),
    ].join("."),
  };
}

/** From nodes, which forward what comes to their port, or from the load balancer itself, which stands in public subnets. */
function doorsOf({ edge }: Settings, tiers: AddressPlan): Site["doors"] {
  const { deregistrationDelaySeconds, idleTimeoutSeconds } = edge.loadBalancer;
  const door = (service: "gateway" | "frontend"): Door => {
    const { healthPath, nodePort } = edge.loadBalancer[service];
    return {
      ...{ healthPath, nodePort, from: nodePort === false ? tiers.public : tiers.app },
      ...{ drainSeconds: deregistrationDelaySeconds, idleSeconds: idleTimeoutSeconds },
    };
  };
  return {
    gateway: door("gateway"),
    ...(edge.frontend === "server" ? { frontend: door("frontend") } : {}),
  };
}

/** The controller chooses subnets by whether it is to be reached from outside. */
function gatewayOf({ workloads }: Settings, tiers: AddressPlan): Pick<Site, "gatewayFrom"> {
  const { allowCidrs, enabled } = workloads.addons.gatewayApi;
  if (!enabled) return {};
  return { gatewayFrom: allowCidrs.length === 0 ? tiers.app : tiers.public };
}

function ingressOf({ edge, environment, workloads }: Settings, tiers: AddressPlan): IngressSite {
  const { allowCidrs, certificateArn, host, https } = workloads.ingress;
  return {
    ...{ host: host ?? `api.${environment.domain}`, zone: edge.zone ?? environment.domain },
    ...{ allowCidrs, certificateArn: https ? certificateArn : undefined, from: tiers.public },
    drainSeconds: edge.loadBalancer.deregistrationDelaySeconds,
  };
}

function waysOf({ dataTier, network, workloads }: Settings, tiers: AddressPlan): Site["ways"] {
  const blocks = (cidrs: readonly string[], port: number): Way => ({ to: [{ cidrs }], ports: [port] });
  const pods = ({ app, port }: { readonly app: string; readonly port: number }): Way => ({
    ...{ to: [{ app }], ports: [port] },
  });
  const spans = spanReceiver(workloads.observability);
  // Whom pods ask: where one of them has no endpoint, its name leads out to the internet.
  const asked = ["secretsmanager", "sqs"] as const;
  const inside = asked.every((service) => network.endpoints.interface.includes(service));
  return {
    postgres:
      dataTier.postgres.mode === "in-cluster"
        ? pods(storePorts.postgres)
        : blocks(dataTier.postgres.proxy ? tiers.app : tiers.db, 5432),
    redis:
      dataTier.redis.mode === "in-cluster"
        ? pods(redisPorts(workloads.stores.redis.kind))
        : blocks(tiers.cache, 6379),
    kafka: dataTier.kafka.mode === "in-cluster" ? pods(storePorts.kafka) : blocks(tiers.streaming, 9098),
    aws: blocks(inside ? tiers.app : ["0.0.0.0/0"], 443),
    traces:
      spans === undefined
        ? undefined
        : {
            to: [
              spans.namespace === undefined
                ? { app: spans.app }
                : { namespace: spans.namespace, app: spans.app },
            ],
            ports: [spans.port],
          },
  };
}
