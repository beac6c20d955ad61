/** How many pods a service has, where the load decides. */
export interface Autoscaling {
  readonly min: number;
  readonly max: number;
  /** Of what its pods request, in percent. */
  readonly cpuPercent: number;
}

/** How many pods a drained node may take away at once. */
export type Disruption = { readonly minAvailable: number } | { readonly maxUnavailable: number };

/** What one pod asks for and may use at most, in Kubernetes' own units. */
export interface Resources {
  readonly cpu: string;
  readonly memory: string;
  readonly cpuLimit: string;
  readonly memoryLimit: string;
}

/** How often pods are asked whether they live, and whether they can serve, once they have started. In seconds. */
export interface Probes {
  readonly liveness: { readonly delay: number; readonly period: number };
  readonly readiness: { readonly delay: number; readonly period: number };
}

/** What the services' secrets are for; the names of their keys follow from it. */
export type ApplicationSecret = "jwt" | "internalApiToken" | "queueEntryToken" | "tossClientKey";

/** Topics that a service writes and reads; `*` stands for every topic. */
export interface KafkaUse {
  readonly produces: readonly string[];
  readonly consumes: readonly string[];
}

/** One service of the platform: what it is, whom it needs, and how it is run unless a stack file says otherwise. */
export interface CatalogueService {
  /** Part of its image's name, and the user as which it logs in to its database. */
  readonly shortName: string;
  readonly port: number;
  /** Answers 200 while it can serve. */
  readonly healthPath: string;
  readonly runtime: "spring" | "node";
  readonly tier: "backend" | "frontend";
  /** The database it logs in to. */
  readonly database?: string;
  readonly redis: boolean;
  readonly kafka?: KafkaUse;
  readonly secrets: readonly ApplicationSecret[];
  /** Services it calls, by name. Nobody else gets through to them. */
  readonly calls: readonly string[];
  /** Which of the load balancer's target groups it answers for. */
  readonly door?: "gateway" | "frontend";
  /** Begins the paths under which visitors get to it where an Ingress leads to services one by one. */
  readonly path?: string;
  /** Whether it verifies what the waiting room has admitted. */
  readonly admits?: true;
  readonly release: "rolling" | "blueGreen";
  readonly replicas: number;
  readonly autoscaling?: Autoscaling;
  /** Whether drained nodes leave some of it running. */
  readonly disruptionBudget: boolean;
  readonly resources: Resources;
  /** As for all services unless set. */
  readonly probes?: Probes;
  /** Whether it stores and reads files in the bucket of uploads. */
  readonly storesFiles?: true;
  /** Variables that are the same in every environment. */
  readonly constants?: Readonly<Record<string, string>>;
}

/** Services by name. */
export type Catalogue = Readonly<Record<string, CatalogueService>>;
