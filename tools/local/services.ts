import type { CatalogueService } from "../../components/workloads/catalogue/service";
import { urr } from "../../components/workloads/catalogue/urr";

/** A service of the catalogue with its name. */
export interface LocalService extends CatalogueService {
  readonly name: string;
}

/** Every service, each of which has an image. */
export const services: readonly LocalService[] = Object.entries(urr).map(([name, service]) => ({
  name,
  ...service,
}));

const order = [
  ...["auth-service", "ticket-service", "payment-service", "stats-service"],
  ...["catalog-service", "queue-service", "community-service", "gateway-service"],
];

/** Services in the order in which they are started by hand: whoever is called comes before its callers. */
export const startOrder: readonly LocalService[] = order.flatMap((name) =>
  services.filter((service) => service.name === name),
);

/** Where a browser on this machine finds the gateway; the frontend's image has it built in. */
export const apiUrl = "http://localhost:3001";

/** The name under which the image is built and loaded. The cluster knows it as one of `docker.io/library/`. */
export function imageOf({ name }: Pick<LocalService, "name">): string {
  return `tiketi-spring-${name}:local`;
}
