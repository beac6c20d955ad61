import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { configSchema, operatorSecretNames, secretKey, type OperatorSecret } from "./config";
import { completeEnvironment, environmentSettings, type EnvironmentSettings } from "./environment";
import { operationsSettings } from "../components/operations/settings";
import { deploymentProblems } from "./deployment";
import { engineConfig } from "./engine-config";
import { problemsOf, type Problem } from "./problems";
import { Refusal } from "./refusal";
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
 * Keys of the engine (`pulumi:…`) are left to it. Pure, and collects every problem it can see at once.
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
    ...stackProblems(stack),
    ...strangeKeys(config),
    ...(use === "deployment" ? openForDeployment(ours, stack) : []),
  ];
  if (!parsed.success || problems.length > 0) return { problems };
  return {
    settings: {
      stack,
      region: parsed.data["aws:region"],
      environment: completeEnvironment(parsed.data["urr:environment"], stack),
      network: parsed.data["urr:network"],
      operations: parsed.data["urr:operations"],
      secrets: operatorSecretNames.filter((name) => parsed.data[secretKey(name)] !== undefined),
    },
  };
}

/** A mistyped namespace would leave a whole section to its defaults without a word. */
function strangeKeys(config: Readonly<Record<string, unknown>>): Problem[] {
  return Object.keys(config)
    .filter((key) => !/^(urr|aws|pulumi):/.test(key))
    .map((key) => ({
      path: key,
      message: "belongs to no namespace that is read here",
      example: key.includes(":") ? key.replace(/^[^:]*/, "urr") : `urr:${key}`,
    }));
}

/**
 * Physical names begin with the stack's name; 24 characters leave room for the rest of a role's 64.
 * S3 takes lower-case letters, digits and hyphens only.
 */
const legalStack = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function stackProblems(stack: string): Problem[] {
  if (legalStack.test(stack) && stack.length <= 24) return [];
  const message = `is called ${stack}, and names on AWS begin with it: lower-case words joined by hyphens, at most 24 characters`;
  return [{ path: "stack", message, example: "qa-2" }];
}

/** What a deployment asks for, also while something else in the file is wrong. */
function openForDeployment(ours: Readonly<Record<string, unknown>>, stack: string): Problem[] {
  const environment = environmentSettings.safeParse(ours["urr:environment"]);
  const operations = operationsSettings.safeParse(ours["urr:operations"] ?? {});
  return deploymentProblems({
    ...(environment.success ? { environment: completeEnvironment(environment.data, stack) } : {}),
    ...(operations.success ? { operations: operations.data } : {}),
  });
}

function isAtOrBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** The values of the operator's secrets that are set. */
export type SecretValues = Readonly<Partial<Record<OperatorSecret, pulumi.Output<string>>>>;

/**
 * The settings of the stack that the Pulumi engine runs. The only reader of `pulumi.Config`.
 *
 * @throws Refusal naming every problem, before anything is registered.
 */
export function loadSettings(): { readonly settings: Settings; readonly secrets: SecretValues } {
  const stack = pulumi.getStack();
  const { settings, problems } = parseSettings(engineConfig(), stack, "deployment");
  if (settings === undefined) throw new Refusal(stack, problems);
  const config = new pulumi.Config("urr");
  const secrets = Object.fromEntries(settings.secrets.map((name) => [name, config.requireSecret(name)]));
  return { settings, secrets };
}
