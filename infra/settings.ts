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

/**
 * Reads what stands under `config:` of a stack file.
 *
 * Keys of other namespaces (`pulumi:…`) are left to the engine. Pure, and collects every problem it can see at once.
 */
export function parseSettings(config: Readonly<Record<string, unknown>>, stack: string): Parsed {
  const ours = Object.fromEntries(Object.entries(config).filter(([key]) => /^(urr|aws):/.test(key)));
  const secretProblems = [...misplacedSecrets(ours), ...clearSecrets(ours)];
  const parsed = configSchema.safeParse(ours, { reportInput: true });
  if (!parsed.success || secretProblems.length > 0) {
    const schemaProblems = parsed.success ? [] : problemsOf(configSchema, parsed.error);
    const elsewhere = schemaProblems.filter(
      ({ path }) =>
        !secretProblems.some((secret) => path === secret.path || path.startsWith(`${secret.path}.`)),
    );
    return { problems: [...secretProblems, ...elsewhere] };
  }
  const environment = completeEnvironment(parsed.data["urr:environment"], stack);
  const prefixProblem = environmentSettings.shape.prefix.safeParse(environment.prefix);
  if (!prefixProblem.success) {
    return {
      problems: [
        {
          path: formatPath(["urr:environment", "prefix"]),
          message: `must be set: the stack's name gives ${environment.prefix}, which is no legal prefix`,
          example: "urr-prod",
        },
      ],
    };
  }
  return {
    settings: {
      stack,
      region: parsed.data["aws:region"],
      environment,
      network: parsed.data["urr:network"],
      operations: parsed.data["urr:operations"],
      secrets: (Object.keys(operatorSecrets) as (keyof typeof operatorSecrets)[])
        .filter((key) => parsed.data[key] !== undefined)
        .map((key) => key.slice("urr:".length) as OperatorSecret),
    },
  };
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
  const { settings, problems } = parseSettings(engineConfig(), stack);
  const refused = problems ?? deploymentProblems(settings);
  if (refused.length > 0) throw new pulumi.RunError(describe(stack, refused));
  if (settings === undefined) throw new pulumi.RunError(`Pulumi.${stack}.yaml could not be read`);
  const config = new pulumi.Config("urr");
  const secrets = Object.fromEntries(settings.secrets.map((name) => [name, config.requireSecret(name)]));
  return { settings, secrets };
}

function describe(stack: string, problems: readonly Problem[]): string {
  const lines = problems.map(({ path, message, example }) => `  ${path} ${message}; for example: ${example}`);
  return [`Pulumi.${stack}.yaml cannot be used:`, ...lines].join("\n");
}
