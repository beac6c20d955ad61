import * as pulumi from "@pulumi/pulumi";
import { awsStack } from "../stacks/aws";
import { kindStack } from "../stacks/kind";
import { stackPolicy } from "./policy";
import { Refusal, unusedNameProblem } from "./refusal";
import type { AnySettings, SecretValues } from "./settings";

/**
 * The whole program but for reading its settings: the same for a deployment, the offline preview and the tests.
 *
 * @throws Refusal where the operator has named a resource that does not exist. Which exist is known only now;
 *   in a deployment the engine's own preview stops there.
 */
export function program({ settings, target }: AnySettings, secrets: SecretValues) {
  if (target === "kind") return kindStack(settings, secrets);
  const policy = stackPolicy(settings.environment);
  pulumi.runtime.registerStackTransformation(policy.transformation);
  const outputs = awsStack(settings, secrets);
  const unused = policy.unusedNames();
  if (unused.length > 0) throw new Refusal(settings.stack, unused.map(unusedNameProblem));
  return outputs;
}
