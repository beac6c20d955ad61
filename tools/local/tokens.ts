import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { homeIn } from "./home";
import type { Tokens } from "./service-environment";

const tokens = z.object({
  jwt: z.string(),
  internalApiToken: z.string(),
  queueEntryToken: z.string(),
  tossClientKey: z.string(),
});

/** The tokens of services that are started by hand. They are made once and never printed. */
export function readTokens(root: string): Tokens {
  const { folder } = homeIn(root);
  const path = join(folder, "tokens.json");
  if (existsSync(path)) return tokens.parse(JSON.parse(readFileSync(path, "utf8")));
  const random = () => randomBytes(48).toString("base64");
  const made = {
    jwt: random(),
    internalApiToken: random(),
    queueEntryToken: random(),
    // Nothing is paid on a laptop.
    tossClientKey: "test_ck_dummy",
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify(made, undefined, 2)}\n`, { mode: 0o600 });
  return made;
}
