import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { configSchema, operatorSecrets, type OperatorSecret } from "./config";
import { completeEnvironment, environmentSettings, type EnvironmentSettings } from "./environment";
import { deploymentProblems } from "./deployment";
import { engineConfig } from "./engine-config";
import { formatPath, problemsOf, type Problem } from "./problems";
import { clearSecrets, misplacedSecrets } from "./secure-values";

type Config = z.output<typeof configSchema>;

/** Everything a stack file decides, every default filled in. Plain values: they alone give the stack its shape. */
export interface Settings {
  readonly stack: string;
  readonly region: string;
  readonly environment: EnvironmentSettings;
  readonly network: Config["urr:network"];
  readonly operations: Config["urr:operations"];
  /** The operator's secrets that are set; their values are not part of the settings. */
  readonly secrets: readonly OperatorSecret[];
}

export type Parsed =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** A deployment asks for more than a preview: see {@link deploymentProblems}. */
type Use = "preview" | "deployment";

/**
 * Reads what stands under `config:` of a stack file.
 *
 * Keys of other namespaces (`pulumi:…`) are left to the engine. Pure, and collects every problem it can see at once.
 */
export function parseSettings(
  config: Readonly<Record<string, unknown>>,
  stack: string,
  use: Use = "preview",
): Parsed {
  const ours = Object.fromEntries(Object.entries(config).filter(([key]) => /^(urr|aws):/.test(key)));
  const secretProblems = [...misplacedSecrets(ours), ...clearSecrets(ours)];
  const parsed = configSchema.safeParse(ours, { reportInput: true });
  const schemaProblems = parsed.success ? [] : problemsOf(configSchema, parsed.error);
  const problems = [
    ...secretProblems,
    ...schemaProblems.filter(({ path }) => !secretProblems.some((secret) => isAtOrBelow(path, secret.path))),
    ...environmentProblems(ours["urr:environment"], stack, use),
  ];
  if (!parsed.success || problems.length > 0) return { problems };
  return {
    settings: {
      stack,
      region: parsed.data["aws:region"],
      environment: completeEnvironment(parsed.data["urr:environment"], stack),
      network: parsed.data["urr:network"],
      operations: parsed.data["urr:operations"],
      secrets: (Object.keys(operatorSecrets) as (keyof typeof operatorSecrets)[])
        .filter((key) => parsed.data[key] !== undefined)
        .map((key) => key.slice("urr:".length) as OperatorSecret),
    },
  };
}

/** What follows from the environment as a whole, also while something else in the file is wrong. */
function environmentProblems(value: unknown, stack: string, use: Use): Problem[] {
  const parsed = environmentSettings.safeParse(value);
  if (!parsed.success) return [];
  const environment = completeEnvironment(parsed.data, stack);
  const problems = use === "deployment" ? deploymentProblems({ environment }) : [];
  if (!environmentSettings.shape.prefix.safeParse(environment.prefix).success) {
    problems.push({
      path: formatPath(["urr:environment", "prefix"]),
      message: `must be set: the stack's name gives ${environment.prefix}, which is no legal prefix`,
      example: "urr-prod",
    });
  }
  return problems;
}

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** The values of the operator's secrets that are set. */
export type SecretValues = Readonly<Partial<Record<OperatorSecret, pulumi.Output<string>>>>;

/**
 * The settings of the stack that the Pulumi engine runs. The only reader of `pulumi.Config`.
 *
 * @throws pulumi.RunError naming every problem, before anything is registered.
 */
export function loadSettings(): { readonly settings: Settings; readonly secrets: SecretValues } {
  const stack = pulumi.getStack();
  const { settings, problems } = parseSettings(engineConfig(), stack, "deployment");
  if (settings === undefined) throw new pulumi.RunError(describe(stack, problems));
  const config = new pulumi.Config("urr");
  const secrets = Object.fromEntries(settings.secrets.map((name) => [name, config.requireSecret(name)]));
  return { settings, secrets };
}

function describe(stack: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ path, message, example }) => `  ${path} ${message}; for example: ${example}`);
  return [`Pulumi.${stack}.yaml cannot be used:`, ...lines].join("\n");
}
