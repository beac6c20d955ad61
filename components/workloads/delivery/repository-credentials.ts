import type { IExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret" with {
  "resolution-mode": "import",
};
import { argoCd } from "../platform/argo-cd";
import { secretStore } from "../platform/external-secrets";

const name = "argocd-repository";

/** In Secrets Manager. */
export const secretName = (prefix: string) => `${prefix}/${name}`;

/**
 * Has Argo CD sign in to the repository with what somebody has put into Secrets Manager, whose fields it takes as they
 * are called there: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
 */
export function repositoryCredentials(repository: string, prefix: string) {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace: argoCd.namespace, labels: { "app.kubernetes.io/part-of": "urr" } },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { ...secretStore },
      target: {
        name,
        creationPolicy: "Owner",
        deletionPolicy: "Retain",
        template: {
          engineVersion: "v2",
          mergePolicy: "Merge",
          metadata: { labels: { "argocd.argoproj.io/secret-type": "repository" } },
          data: { type: "git", url: repository },
        },
      },
      dataFrom: [{ extract: { key: secretName(prefix) } }],
    },
  } satisfies IExternalSecret;
}
