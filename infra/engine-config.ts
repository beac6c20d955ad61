import * as pulumi from "@pulumi/pulumi";
import { operatorSecretNames, secretKey } from "./config";

/**
 * The stack's configuration as the engine hands it over, in the form it has in the stack file: objects are parsed
 * again, and what was encrypted is marked so and not shown.
 */
export function engineConfig(): Record<string, unknown> {
  const encrypted = encryptedKeys();
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => [
      key,
      encrypted.includes(key) ? { secure: text === "" ? "" : "encrypted" } : parsed(key, text),
    ]),
  );
}

function parsed(key: string, text: string): unknown {
  const isSecret = operatorSecretNames.some((name) => secretKey(name) === key);
  if (isSecret || !key.startsWith("urr:")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The engine names the encrypted keys in this variable; `pulumi.Config` does not tell them. */
function encryptedKeys(): readonly string[] {
  const keys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  return Array.isArray(keys) ? keys.map(String) : [];
}
