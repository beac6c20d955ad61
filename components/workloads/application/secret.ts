import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret" with {
  "resolution-mode": "import",
};
import type { Site } from "../site";
import { loginKeys, secretKeys } from "./keys";

/** A key of the services' Secret, and where in Secrets Manager its value is. */
export interface SecretEntry {
  readonly key: string;
  readonly secret: string;
  /** Field of a secret that is JSON; the whole of it unless given. */
  readonly property?: string;
}

/** What secrets of the environment are called in Secrets Manager, behind its prefix and a slash. */
export interface SecretNames {
  /** Of whoever administers the database; users follow after a slash. */
  readonly credentials: string;
  readonly jwt: string;
  readonly internalApiToken: string;
  readonly queueEntryToken: string;
  readonly tossClientKey: string;
  readonly redisToken: string;
}

/** Everything that the services' Secret holds; `users` are those of the databases. */
export function secretEntries(
  users: readonly string[],
  { managed, payments }: Pick<Site, "managed" | "payments">,
  names: SecretNames,
): readonly SecretEntry[] {
  return [
    ...login(secretKeys.administrator, names.credentials),
    { key: secretKeys.generation, secret: names.credentials, property: "generation" },
    ...users.flatMap((user) => login(loginKeys(user), `${names.credentials}/${user}`)),
    { key: secretKeys.jwt, secret: names.jwt },
    { key: secretKeys.internalApiToken, secret: names.internalApiToken },
    { key: secretKeys.queueEntryToken, secret: names.queueEntryToken },
    ...(payments ? [{ key: secretKeys.tossClientKey, secret: names.tossClientKey }] : []),
    ...(managed.redis ? [{ key: secretKeys.redis, secret: names.redisToken }] : []),
  ];
}

function login(
  keys: { readonly username: string; readonly password: string },
  secret: string,
): readonly SecretEntry[] {
  return [
    { key: keys.username, secret, property: "username" },
    { key: keys.password, secret, property: "password" },
  ];
}

/** Has the Secret made from Secrets Manager, and kept as it is there. */
export function externalSecret(
  entries: readonly SecretEntry[],
  store: { readonly kind: "ClusterSecretStore"; readonly name: string },
  site: Site,
) {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: {
      name: site.secretName,
      namespace: site.namespace,
      labels: { "app.kubernetes.io/part-of": "urr" },
      // Whoever gives out new passwords changes it, and so the Secret is read again at once.
      annotations: {
        "urr/generations": site.generations,
        // Whoever needs the Secret is not begun before it is there.
        "pulumi.com/waitFor": "condition=Ready",
      },
    },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { ...store },
      target: { name: site.secretName, creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: entries.map(({ key, property, secret }) => ({
        secretKey: key,
        remoteRef: { key: secret, ...(property === undefined ? {} : { property }) },
      })),
    },
  } satisfies IExternalSecret;
}
