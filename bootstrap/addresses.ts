/** Names and addresses by which people, workflows and tools find what bootstrap has made. */

/** The state bucket's name, unique in the world by the account's id. */
export function stateBucketOf(accountId: string): string {
  return `urr-state-${accountId}`;
}

/** What `pulumi login` takes. */
export function stateUrl(bucket: string, region: string): string {
  return `s3://${bucket}?region=${region}`;
}

export function secretsAlias(stack: string): string {
  return `alias/urr-pulumi-${stack}`;
}

/** What `pulumi stack init --secrets-provider` takes: https://gocloud.dev/howto/secrets/#aws */
export function secretsProvider(stack: string, region: string): string {
  return `awskms://${secretsAlias(stack)}?region=${region}&context_stack=${stack}`;
}
