import type * as pulumi from "@pulumi/pulumi";

/** What the rights of one stack's roles are about. */
export interface Scope {
  readonly stack: string;
  /** What names of the stack's resources begin with, a hyphen or slash behind it. */
  readonly namespaces: readonly string[];
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** The bucket with the state of every stack, and its key. */
  readonly state: { readonly bucketArn: pulumi.Input<string>; readonly keyArn: pulumi.Input<string> };
  /** The key under which Pulumi keeps the secrets of every stack. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** The stack's domain and the zone that holds its records; undefined where they are kept elsewhere. */
  readonly dns: { readonly domain: string; readonly zoneArn: pulumi.Input<string> } | undefined;
}
