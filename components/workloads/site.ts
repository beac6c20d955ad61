/** Who may be reached, or may come in. Ports are TCP. */
export type Peer =
  | { readonly cidrs: readonly string[]; readonly except?: readonly string[] }
  /** Pods of the services' own namespace. */
  | { readonly app: string }
  | { readonly namespace: string; readonly app?: string };

export interface Way {
  readonly to: readonly Peer[];
  readonly ports: readonly number[];
}

/** How visitors get to a service. */
export interface Door {
  /** Blocks from which requests come; everywhere where nothing stands before the cluster. */
  readonly from: readonly string[];
  /** Of the nodes; false where pods are targets themselves. */
  readonly nodePort: number | false;
  readonly healthPath: string;
  /** How long a request may last that has begun before its pod goes. */
  readonly drainSeconds: number;
  /** How long a connection may be silent; pods must keep it longer. */
  readonly idleSeconds: number;
}

/** Where an Ingress leads to services by their paths. */
export interface IngressSite {
  /** The name that it answers to. */
  readonly host: string;
  /** The hosted zone that the name is written to. */
  readonly zone: string;
  /** Networks that are let in. */
  readonly allowCidrs: readonly string[];
  /** Undefined where it speaks no TLS. */
  readonly certificateArn: string | undefined;
  /** Blocks in which its load balancer stands. */
  readonly from: readonly string[];
  /** How long a request may last that has begun before its pod goes. */
  readonly drainSeconds: number;
}

/** Everything of an environment that shapes its services' objects: plain, and known before anything is made. */
export interface Site {
  readonly stack: string;
  /** Begins the names of secrets. */
  readonly prefix: string;
  readonly namespace: string;
  readonly configName: string;
  readonly secretName: string;
  readonly profile: string | undefined;
  readonly schema: "validate" | "update";
  readonly user: number;
  /** Services that there are, by their names. */
  readonly services: readonly string[];
  /** Whether AWS runs a store, with TLS and passwords, or pods beside the services do, with neither. */
  readonly managed: { readonly postgres: boolean; readonly redis: boolean; readonly kafka: boolean };
  readonly doors: Readonly<Partial<Record<"gateway" | "frontend", Door>>>;
  /** The load balancer that an Ingress has made, where there is one. */
  readonly ingress?: IngressSite;
  /** Blocks in which the load balancer of the gateway for operators stands, where there is one. */
  readonly gatewayFrom?: readonly string[];
  readonly ways: {
    readonly postgres: Way;
    readonly redis: Way;
    readonly kafka: Way;
    /** AWS itself, for whoever has rights there; undefined on a laptop. */
    readonly aws: Way | undefined;
    /** Where spans go; undefined where nobody takes them. */
    readonly traces: Way | undefined;
  };
  /** Services that send ticket events to SQS, by their short names. */
  readonly senders: readonly string[];
  /** Whether the waiting room stands before the site. */
  readonly waitingRoom: boolean;
  /** Whether the payment provider's key is there. */
  readonly payments: boolean;
  /** The namespace whose Prometheus asks the services for their figures; undefined where nobody does. */
  readonly scrapedFrom: string | undefined;
  /** What tells Spring how to log and to measure. */
  readonly telemetry: Readonly<Record<string, string>>;
  /** Labels of the nodes for services that nobody may interrupt; undefined where all nodes are alike. */
  readonly steadyNodes: Readonly<Record<string, string>> | undefined;
  /** Changes with every new password or key, so that pods start again with it. */
  readonly generations: string;
  /** Changes with what the stack file says of the services' configuration, so that pods start again with that too. */
  readonly configuration: string;
  readonly blueGreen: {
    readonly scaleDownDelaySeconds: number;
    readonly checks: number;
    readonly intervalSeconds: number;
    readonly failures: number;
  };
}
