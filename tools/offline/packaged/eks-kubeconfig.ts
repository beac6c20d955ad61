interface Credentials {
  readonly roleArn?: string | undefined;
  readonly profileName?: string | undefined;
}

/**
 * How @pulumi/eks 4.3.0 reaches a cluster: by a token that the AWS CLI asks for, in the cluster's own region.
 * Undefined while the cluster is not known.
 */
export function kubeconfigOf(
  cluster: Readonly<Record<string, unknown>>,
  { roleArn, profileName }: Credentials,
): Readonly<Record<string, unknown>> | undefined {
  const { arn, name, endpoint, certificateAuthority } = cluster;
  if (typeof arn !== "string" || typeof name !== "string") return undefined;
  const { data } = (certificateAuthority ?? {}) as { readonly data?: unknown };
  const region = arn.split(":")[3];
  const args = [
    ...["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
    ...(roleArn === undefined ? [] : ["--role", roleArn]),
    ...(profileName === undefined ? [] : ["--profile", profileName]),
  ];
  const execVersion = "client.authentication.k8s.io/v1beta1";
  const env = [{ name: "KUBERNETES_EXEC_INFO", value: `{"apiVersion": "${execVersion}"}` }];
  return {
    apiVersion: "v1",
    clusters: [{ cluster: { server: endpoint, "certificate-authority-data": data }, name: "kubernetes" }],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [{ name: "aws", user: { exec: { apiVersion: execVersion, command: "aws", args, env } } }],
  };
}
