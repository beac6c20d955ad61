import type { IClusterSecretStore } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore" with {
  "resolution-mode": "import",
};
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../account";
import type { Statement } from "../../policy-document";
import type { Manifest } from "../manifests/manifest";
import { apart, oneAtATime, resources, tolerations, type AddonFacts } from "./placement";

export const externalSecrets = {
  releaseName: "external-secrets",
  namespace: "external-secrets",
  serviceAccount: "external-secrets",
} as const;

/** What ExternalSecrets name as their store. */
export const secretStore = { kind: "ClusterSecretStore", name: "aws-secrets-manager" } as const;

/** Values of the chart. */
export function externalSecretsValues(facts: AddonFacts) {
  const { replicas } = facts;
  const part = (name: string) => ({
    replicaCount: replicas,
    podDisruptionBudget: { enabled: true, ...oneAtATime },
    topologySpreadConstraints: apart({ "app.kubernetes.io/name": name }),
    tolerations: tolerations(facts),
  });
  return {
    ...part("external-secrets"),
    leaderElect: true,
    serviceAccount: { create: true, name: externalSecrets.serviceAccount },
    resources: resources("50m", "192Mi"),
    // Nothing answers for a pod that hangs unless it is asked.
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    ...onlyWhatIsUsed,
    // Pods of the store take no service account's word: the controller's own identity reads.
    rbac: { serviceAccountTokenCreate: false, servicebindings: { create: false } },
    serviceMonitor: { enabled: facts.monitored },
    webhook: { ...part("external-secrets-webhook"), resources: resources("20m", "96Mi") },
    certController: { ...part("external-secrets-cert-controller"), resources: resources("20m", "128Mi") },
  };
}

/** Secrets are read into namespaces that ask for them, and nothing is written back or handed out. */
const onlyWhatIsUsed = {
  ...{ processClusterExternalSecret: false, processClusterGenerator: false },
  ...{ processClusterPushSecret: false, processPushSecret: false },
  crds: {
    ...{ createClusterExternalSecret: false, createClusterGenerator: false },
    ...{ createClusterPushSecret: false, createPushSecret: false },
  },
};

export interface SecretScope {
  readonly account: Account;
  /** Secrets whose names begin with it and a slash. */
  readonly prefix: string;
  /** Keys that some of them are encrypted with. */
  readonly keyArns: readonly pulumi.Input<string>[];
}

/** Reads the secrets of the stack, one by one, by name; it cannot list them. */
export function secretRights({ account, keyArns, prefix }: SecretScope): readonly Statement[] {
  const { id, region } = account;
  return [
    {
      Sid: "ReadSecretsOfTheStack",
      Effect: "Allow",
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      Resource: pulumi.interpolate`arn:aws:secretsmanager:${region}:${id}:secret:${prefix}/*`,
    },
    ...(keyArns.length === 0
      ? []
      : [
          {
            Sid: "DecryptThem",
            Effect: "Allow" as const,
            Action: "kms:Decrypt",
            Resource: keyArns,
            Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
          },
        ]),
  ];
}

/** Where ExternalSecrets of these namespaces read from: as the controller itself, by its Pod Identity. */
export function clusterSecretStore(region: string, namespaces: readonly string[]): Manifest {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: secretStore.kind,
    metadata: { name: secretStore.name },
    spec: {
      conditions: [{ namespaces: [...namespaces] }],
      provider: { aws: { service: "SecretsManager", region } },
    },
  } satisfies IClusterSecretStore;
}
