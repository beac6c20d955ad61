import type * as pulumi from "@pulumi/pulumi";

/** Where everything answers that the services call, and how it wants to be called. */
export interface Endpoints {
  readonly postgres: {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    /** Whether connections are encrypted, and clients can prove by their own authorities who answers. */
    readonly tls: "verified" | "encrypted" | "none";
  };
  readonly redis: { readonly host: pulumi.Input<string>; readonly port: number; readonly cluster: boolean };
  readonly kafka: { readonly bootstrapServers: pulumi.Input<string>; readonly replicationFactor: number };
  /** Undefined where nobody takes spans. */
  readonly zipkin: string | undefined;
  readonly sampling: number;
  readonly region: string;
  readonly bucket: pulumi.Input<string>;
  /** Undefined where ticket events go by Kafka alone. */
  readonly ticketEvents: pulumi.Input<string> | undefined;
  /** Name of the secret that admissions are signed with; undefined without a waiting room. */
  readonly admissionKeys: string | undefined;
  readonly corsOrigins: readonly string[];
  readonly cookieSecure: boolean;
}
