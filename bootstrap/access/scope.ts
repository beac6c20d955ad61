import type * as pulumi from "@pulumi/pulumi";

/** What the rights of one stack's roles are about. */
export interface Scope {
  readonly stack: string;
  /** What names that the program gives begin with; those of roles and buckets are automatic, `urr-<stack>-…`. */
  readonly prefix: string;
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** Where copies of backups go; undefined where they go nowhere. */
  readonly copyRegion: string | undefined;
  /** The bucket with the state of every stack, and its key. */
  readonly state: { readonly bucketArn: pulumi.Input<string>; readonly keyArn: pulumi.Input<string> };
  /** The key under which Pulumi keeps the secrets of every stack. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** The stack's domain and the zone that holds its records; undefined where they are kept elsewhere. */
  readonly dns:
    | {
        readonly domain: string;
        /** Domains of other stacks below it. */
        readonly spared: readonly string[];
        readonly zoneArn: pulumi.Input<string>;
      }
    | undefined;
}

/** Where the stack is, and where copies of its backups go. */
export function regionsOf({ region, copyRegion }: Scope): readonly string[] {
  return copyRegion === undefined ? [region] : [region, copyRegion];
}
