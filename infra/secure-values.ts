import { formatPath, type Problem } from "./problems";

type Config = Readonly<Record<string, unknown>>;

/** Encrypted values where none may stand: only the values of `secretKeys` are encrypted, each as a key of its own. */
export function misplacedSecrets(config: Config, secretKeys: readonly string[]): Problem[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const paths = secretKeys.includes(key) ? [] : securePaths(value, [key]);
    return paths.map((path) => ({
      path: formatPath(path),
      message: "is encrypted, and only an operator's secret may be",
      example:
        ["a plain value", ...secretKeys].join(", or ") +
        (secretKeys.length > 0 ? " as a key of its own" : ""),
    }));
  });
}

/** Operator's secrets that stand in clear, in the file or in the history of the file. */
export function clearSecrets(config: Config, secretKeys: readonly string[]): Problem[] {
  return secretKeys
    .filter((key) => key in config && !isSecure(config[key]))
    .map((key) => ({
      path: key,
      message: "stands in clear; encrypt it, and change it where it was handed out",
      example: `what \`pulumi config set --secret ${key}\` writes`,
    }));
}

/** What an encrypted value looks like in a stack file. */
export function isSecure(value: unknown): value is { readonly secure: string } {
  return typeof value === "object" && value !== null && "secure" in value && typeof value.secure === "string";
}

function securePaths(value: unknown, path: readonly PropertyKey[]): (readonly PropertyKey[])[] {
  if (isSecure(value)) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    securePaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
