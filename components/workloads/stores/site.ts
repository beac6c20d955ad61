/** Where the stores of one environment run, and what they hold on to. */
export interface StoreSite {
  /** The namespace of the services that use them. */
  readonly namespace: string;
  /** The Secret there that has the logins of the databases. */
  readonly secretName: string;
  /** Of the volumes; the cluster's default class where absent. */
  readonly storageClass?: string;
  /** Nodes that may run them; any where absent. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Whether volumes stay when a store is taken away. */
  readonly keepsData: boolean;
}
