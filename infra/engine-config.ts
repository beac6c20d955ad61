import * as pulumi from "@pulumi/pulumi";

/**
 * The stack's configuration as the engine hands it over, in the form it has in the stack file: objects are parsed
 * again, and what was encrypted is marked so and not shown. Values of `secretKeys` are text, whatever they look like.
 */
export function engineConfig(secretKeys: readonly string[] = []): Record<string, unknown> {
  const encrypted = encryptedKeys();
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => [
      key,
      encrypted.includes(key)
        ? { secure: text === "" ? "" : "encrypted" }
        : secretKeys.includes(key)
          ? text
          : parsed(key, text),
    ]),
  );
}

function parsed(key: string, text: string): unknown {
  if (!key.startsWith("urr:")) return text;
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
