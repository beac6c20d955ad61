import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { backendProblems } from "./backend";
import { engineConfig } from "./engine-config";
import { operatorSecretNames, secretKey } from "./operator-secrets";
import { Refusal } from "./refusal";
import { parseAny, type AnySettings, type SecretValues } from "./settings";

/**
 * The settings of the stack that the Pulumi engine runs. The only reader of `pulumi.Config`.
 *
 * @throws Refusal naming every problem, before anything is registered.
 */
export function loadSettings(): { readonly chosen: AnySettings; readonly secrets: SecretValues } {
  const stack = pulumi.getStack();
  const { settings: chosen, problems = [] } = parseAny(
    engineConfig(operatorSecretNames.map(secretKey)),
    stack,
    "deployment",
  );
  const local = backendProblems({ env: process.env, readText: (path) => readFileSync(path, "utf8") });
  if (chosen === undefined || local.length > 0) throw new Refusal(stack, [...problems, ...local]);
  const config = new pulumi.Config("urr");
  const secrets = Object.fromEntries(
    chosen.settings.secrets.map((name) => [name, config.requireSecret(name)]),
  );
  return { chosen, secrets };
}
