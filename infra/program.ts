import * as pulumi from "@pulumi/pulumi";
import { awsStack } from "../stacks/aws";
import { stackPolicy } from "./policy";
import type { SecretValues, Settings } from "./settings";

/** The whole program but for reading its settings: the same for a deployment, the offline preview and the tests. */
export function program(settings: Settings, secrets: SecretValues) {
  pulumi.runtime.registerStackTransformation(stackPolicy(settings.environment));
  return awsStack(settings, secrets);
}
