/** Names that others must know: their network policies, and who looks for the pods. */
export const podWorker = {
  /** Name of the Deployment, and `app` of its pods. They call DNS, Pod Identity, AWS and the stores; nobody calls them. */
  app: "ticket-worker",
  /** Name of the CronJob, and `app` of its pods, which call the same. */
  comparison: "ticket-worker-comparison",
  /** Holds what only AWS knows. */
  configName: "ticket-worker-config",
  serviceAccount: "ticket-worker",
} as const;

/** PostgreSQL that runs beside the pods: no TLS, and a password in a Secret. */
export interface DatabaseInside {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: { readonly secretName: string; readonly key: string };
}

/** Redis that runs beside the pods: no TLS and no password. */
export interface RedisInside {
  readonly host: string;
  readonly port: number;
  readonly mode: "single" | "cluster";
}

/** Everything of an environment that shapes the worker's objects. */
export interface PodWorkerSite {
  readonly namespace: string;
  readonly region: string;
  /** Undefined where AWS runs it, and the ConfigMap tells where. */
  readonly database: DatabaseInside | undefined;
  readonly redis: RedisInside | undefined;
  /** Changes with every new password or address, so that pods start again with it. */
  readonly generations: string;
}
