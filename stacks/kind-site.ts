import { catalogues } from "../components/workloads/catalogue/catalogues";
import { chosenWorkloads } from "../components/workloads/catalogue/chosen";
import type { Endpoints } from "../components/workloads/application/endpoints";
import { imageName } from "../components/workloads/images/name";
import { fingerprint } from "../components/workloads/manifests/fingerprint";
import { serviceVariables } from "../components/workloads/observability/service-variables";
import { namespaces } from "../components/workloads/observability/facts";
import { zipkinEndpoint } from "../components/workloads/observability/spans";
import type { Door, Site, Way } from "../components/workloads/site";
import { redisPorts, storePorts } from "../components/workloads/stores/ports";
import type { Workload } from "../components/workloads/workload";
import type { LaptopSettings } from "../infra/laptop";

/** The services in a cluster without AWS. */
export function servicesInside({ environment, workloads }: LaptopSettings): readonly Workload[] {
  const { images, services } = workloads;
  const from = { registry: images.registry ?? "docker.io", prefix: environment.prefix };
  return chosenWorkloads(catalogues[workloads.catalogue], workloads).map((chosen) => ({
    ...chosen,
    image: imageName(images.pattern, services[chosen.name]?.tag ?? images.tag, { ...from, ...chosen }),
    // There is no bucket to upload to.
    uploads: false,
  }));
}

const pods = ({ app, port }: { readonly app: string; readonly port: number }): Way => ({
  ...{ to: [{ app }], ports: [port] },
});

/** What of a cluster without AWS shapes its services' objects. */
export function siteInside(settings: LaptopSettings): Site {
  const { environment, secrets, stack, workloads } = settings;
  const services = servicesInside(settings).map(({ name }) => name);
  const base = workloads.configName ?? `spring-${stack}`;
  const door = (nodePort: number, healthPath: string): Door => ({
    // Whoever sits before the machine comes by the node's port, from addresses that Docker chooses.
    ...{ nodePort, healthPath, from: ["0.0.0.0/0"] },
    ...{ drainSeconds: 20, idleSeconds: 60 },
  });
  return {
    ...{ stack, prefix: environment.prefix, profile: workloads.profile, schema: workloads.schema },
    ...{ namespace: workloads.namespace ?? environment.prefix, user: workloads.user },
    ...{ configName: `${base}-config`, secretName: `${base}-secret`, blueGreen: workloads.blueGreen },
    ...{ services, managed: { postgres: false, redis: false, kafka: false } },
    doors: {
      gateway: door(environment.nodePorts.gateway, "/health"),
      frontend: door(environment.nodePorts.frontend, "/"),
    },
    ways: {
      postgres: pods(storePorts.postgres),
      redis: pods(redisPorts(workloads.stores.redis.kind)),
      kafka: pods(storePorts.kafka),
      aws: undefined,
      traces: workloads.observability.traces === "zipkin" ? pods(storePorts.zipkin) : undefined,
    },
    senders: [],
    waitingRoom: false,
    payments: secrets.includes("tossClientKey"),
    configuration: fingerprint(
      JSON.stringify([
        ...[workloads.web, workloads.stores.redis.kind, workloads.stores.kafka.brokers],
        ...[workloads.observability.traces, workloads.observability.sampling, services],
      ]),
    ),
    telemetry: serviceVariables(workloads.observability),
    steadyNodes: undefined,
    scrapedFrom: workloads.observability.metrics === "prometheus" ? namespaces.metrics : undefined,
    generations: "1",
  };
}

/** What stands where AWS has a region and a bucket; nobody looks for them. */
const stead = { region: "ap-northeast-2", bucket: "local-mock-bucket" };

/** Where services find what they call, all of it in the cluster. */
export function endpointsInside({ workloads }: LaptopSettings): Endpoints {
  const { observability, stores, web } = workloads;
  const [postgres, kafka, redis] = [storePorts.postgres, storePorts.kafka, redisPorts(stores.redis.kind)];
  return {
    postgres: { host: postgres.app, port: postgres.port, tls: "none" },
    redis: { host: redis.app, port: redis.port, cluster: stores.redis.kind === "cluster" },
    kafka: {
      bootstrapServers: `${kafka.app}:${String(kafka.port)}`,
      replicationFactor: stores.kafka.brokers,
    },
    ...{ zipkin: zipkinEndpoint(observability), sampling: observability.sampling, ...stead },
    ...{ ticketEvents: undefined, admissionKeys: undefined },
    ...{ corsOrigins: web.corsOrigins ?? ["http://localhost:3000"], cookieSecure: web.cookieSecure },
  };
}
