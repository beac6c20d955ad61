import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compose } from "./compose-file";
import { homeFolder, homeIn } from "./home";
import { ownVariables, sharedVariables, type Variables } from "./service-environment";
import { startOrder, type LocalService } from "./services";
import { readTokens } from "./tokens";

/** All that a service is told. */
export function variablesOf(service: LocalService, described: Compose, root: string): Variables {
  return { ...sharedVariables(described), ...ownVariables(service, described, readTokens(root)) };
}

/** Writes a file for each service, since it holds tokens; the folder, relative to the repository's. */
export function writeVariables(described: Compose, root: string): string {
  const folder = join(homeIn(root).folder, "services");
  mkdirSync(folder, { recursive: true });
  for (const service of startOrder) {
    const text = `${lines(variablesOf(service, described, root)).join("\n")}\n`;
    writeFileSync(join(folder, `${service.name}.env`), text, { mode: 0o600 });
  }
  return `${homeFolder}/services`;
}

/** As shells and development environments read them. */
export function lines(variables: Variables): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}
