declare module "dynalite" {
  import type { Server } from "node:http";

  /** A DynamoDB in this process, in memory unless `path` is given; `close` also ends its database. */
  export default function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly path?: string;
  }): Server;
}
