import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** Relative to the repository's folder: it is written to be run without these tools as well. */
export const composePath = "tools/local/compose.yaml";

const composeFile = z.object({
  "x-login": z.object({ POSTGRES_USER: z.string(), POSTGRES_PASSWORD: z.string() }),
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      ports: z.array(z.string()),
      environment: z.record(z.string(), z.string()).default({}),
      healthcheck: z.object({ test: z.array(z.string()) }),
    }),
  ),
});

/** A container and the port of this machine that leads to it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly address: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: readonly string[];
}

export interface Compose {
  readonly containers: readonly Container[];
  readonly login: { readonly user: string; readonly password: string };
}

/** @throws Error where the file is not what this reads. */
export function readCompose(root: string): Compose {
  const content: unknown = parse(readFileSync(join(root, composePath), "utf8"), { merge: true });
  const { services, "x-login": login } = composeFile.parse(content);
  const containers = Object.entries(services).flatMap(([name, { ports, image, environment, healthcheck }]) =>
    ports.map((mapping) => {
      const [address = "", port = ""] = mapping.split(":");
      return { name, image, address, port: Number(port), environment, healthcheck: healthcheck.test };
    }),
  );
  return { containers, login: { user: login.POSTGRES_USER, password: login.POSTGRES_PASSWORD } };
}
