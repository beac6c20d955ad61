import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "./environment";

/** Types that hold what a redeploy could not bring back. */
export const statefulTypes: ReadonlySet<string> = new Set([
  "aws:kms/key:Key",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
]);

/** The input that carries the physical name, where it is not `name`. */
const nameInputs: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
};

/**
 * What no component should have to know, said once for every resource of the stack: what is protected, and which
 * physical names the operator has chosen.
 */
export function stackPolicy(
  environment: Pick<EnvironmentSettings, "protect" | "names">,
): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    const chosen = environment.names[name];
    const input = nameInputs[type] ?? "name";
    return {
      props: chosen === undefined ? props : { ...props, [input]: chosen },
      opts: environment.protect && statefulTypes.has(type) ? { ...opts, protect: true } : opts,
    };
  };
}
