import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { configSchema } from "./config";
import { completeEnvironment, environmentSettings, type EnvironmentSettings } from "./environment";
import { clusterSettings } from "../components/cluster/settings";
import { edgeSettings } from "../components/edge/settings";
import { operationsSettings } from "../components/operations/settings";
import { deploymentProblems } from "./deployment";
import { isLaptop, parseLaptop, type LaptopSettings } from "./laptop";
import { operatorSecretNames, secretKey, type OperatorSecret } from "./operator-secrets";
import type { Problem } from "./problems";
import { readConfig, type Parsed, type Use } from "./read-config";

type Config = z.output<typeof configSchema>;

/** Everything a stack file decides, every default filled in. Plain values: they alone give the stack its shape. */
export interface Settings {
  readonly stack: string;
  readonly region: string;
  readonly environment: EnvironmentSettings;
  readonly network: Config["urr:network"];
  readonly cluster: Config["urr:cluster"];
  readonly dataTier: Config["urr:dataTier"];
  readonly queueing: Config["urr:queueing"];
  readonly edge: Config["urr:edge"];
  readonly workloads: Config["urr:workloads"];
  readonly operations: Config["urr:operations"];
  /** The operator's secrets that are set; their values are not part of the settings. */
  readonly secrets: readonly OperatorSecret[];
}

const secretKeys = operatorSecretNames.map(secretKey);

/** Reads what stands under `config:` of an environment's stack file; a deployment asks for more than a preview. */
export function parseSettings(
  config: Readonly<Record<string, unknown>>,
  stack: string,
  use: Use = "preview",
): Parsed<Settings> {
  const { data, problems: found } = readConfig(configSchema, config, stack, secretKeys);
  const problems = [...found, ...(use === "deployment" ? openForDeployment(config, stack) : [])];
  if (data === undefined || problems.length > 0) return { problems };
  return {
    settings: {
      stack,
      region: data["aws:region"],
      environment: completeEnvironment(data["urr:environment"], stack),
      network: data["urr:network"],
      cluster: data["urr:cluster"],
      dataTier: data["urr:dataTier"],
      queueing: data["urr:queueing"],
      edge: data["urr:edge"],
      workloads: data["urr:workloads"],
      operations: data["urr:operations"],
      secrets: operatorSecretNames.filter((name) => data[secretKey(name)] !== undefined),
    },
  };
}

/** What a deployment asks for, also while something else in the file is wrong. */
function openForDeployment(config: Readonly<Record<string, unknown>>, stack: string): readonly Problem[] {
  const environment = environmentSettings.safeParse(config["urr:environment"]);
  const operations = operationsSettings.safeParse(config["urr:operations"] ?? {});
  const cluster = clusterSettings.safeParse(config["urr:cluster"]);
  const edge = edgeSettings.safeParse(config["urr:edge"] ?? {});
  return deploymentProblems({
    ...(environment.success ? { environment: completeEnvironment(environment.data, stack) } : {}),
    ...(operations.success ? { operations: operations.data } : {}),
    ...(cluster.success ? { cluster: cluster.data } : {}),
    ...(edge.success ? { edge: edge.data } : {}),
  });
}

/** The values of the operator's secrets that are set. */
export type SecretValues = Readonly<Partial<Record<OperatorSecret, pulumi.Output<string>>>>;

/** An environment on AWS, or a cluster that is there already. */
export type AnySettings =
  | { readonly target: "aws"; readonly settings: Settings }
  | { readonly target: "kind"; readonly settings: LaptopSettings };

/** Reads what stands under `config:` of a stack file of this project. */
export function parseAny(
  config: Readonly<Record<string, unknown>>,
  stack: string,
  use: Use = "preview",
): Parsed<AnySettings> {
  if (isLaptop(config)) {
    const { settings, problems } = parseLaptop(config, stack);
    return settings === undefined ? { problems } : { settings: { target: "kind", settings } };
  }
  const { settings, problems } = parseSettings(config, stack, use);
  return settings === undefined ? { problems } : { settings: { target: "aws", settings } };
}
