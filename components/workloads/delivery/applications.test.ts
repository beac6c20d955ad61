import { describe, expect, it } from "vitest";
import type { Manifest } from "../manifests/manifest";
import { partApplication, rootApplication } from "./applications";
import { rootProject, servicesProject } from "./projects";
import { repositoryCredentials } from "./repository-credentials";
import type { Source } from "./source";

const source: Source = {
  ...{ stack: "blue", namespace: "urr-blue", podWorker: false, path: "deploy/blue" },
  ...{ repository: "https://git.example.com/urr/deployments.git", revision: "main" },
  ...{ sync: "manual", prune: true, selfHeal: true },
};
const automated: Source = { ...source, sync: "automated" };

const object = (apiVersion: string, kind: string, name = "queue-service"): Manifest => ({
  ...{ apiVersion, kind, metadata: { name, namespace: "urr-blue" } },
});
const part = (...manifests: readonly Manifest[]) => ({ name: "queue-service", manifests, first: false });
const plain = part(object("v1", "Service"), object("apps/v1", "Deployment"));

describe("an Application of Argo CD", () => {
  it("is one for each service, made by a root that knows one folder: CIC-25", () => {
    expect(rootApplication(source)).toMatchObject({
      metadata: { name: "urr-spring-blue", namespace: "argocd" },
      spec: {
        project: "urr-spring-blue-applications",
        source: { repoURL: source.repository, targetRevision: "main", path: "deploy/blue/applications" },
        destination: { server: "https://kubernetes.default.svc", namespace: "argocd" },
      },
    });
    expect(partApplication(plain, source)).toMatchObject({
      metadata: { name: "urr-spring-blue-queue-service", namespace: "argocd" },
      spec: {
        project: "urr-spring-blue",
        source: { path: "deploy/blue/objects", directory: { include: "queue-service.yaml" } },
        destination: { namespace: "urr-blue" },
      },
    });
  });

  it("waits for a person unless the settings say otherwise, the root like all others: KCON-18", () => {
    for (const made of [rootApplication(source), partApplication(plain, source)]) {
      expect(made.spec.syncPolicy).not.toHaveProperty("automated");
    }
    for (const made of [rootApplication(automated), partApplication(plain, automated)]) {
      expect(made.spec.syncPolicy).toHaveProperty("automated", { prune: true, selfHeal: true });
    }
    const careful = { ...automated, prune: false, selfHeal: false };
    expect(rootApplication(careful).spec.syncPolicy).toHaveProperty("automated", {
      ...{ prune: false, selfHeal: false },
    });
  });

  it("takes along what it has made when it goes", () => {
    for (const made of [rootApplication(source), partApplication(plain, source)]) {
      expect(made.metadata.finalizers).toEqual(["resources-finalizer.argocd.argoproj.io"]);
    }
  });

  it("takes no object that another one has already: KCON-46", () => {
    expect(partApplication(plain, source).spec.syncPolicy.syncOptions).toContain("FailOnSharedResource=true");
  });

  it("is made before the services where they stand on it", () => {
    const wave = (first: boolean) => partApplication({ ...plain, first }, source).metadata;
    expect(wave(true)).toHaveProperty("annotations", { "argocd.argoproj.io/sync-wave": "-1" });
    expect(wave(false)).not.toHaveProperty("annotations");
  });
});

describe("fields that a controller writes", () => {
  const ignored = (...manifests: readonly Manifest[]) => {
    const { ignoreDifferences, syncPolicy } = partApplication(part(...manifests), source).spec;
    expect(syncPolicy.syncOptions).toContain("RespectIgnoreDifferences=true");
    return ignoreDifferences;
  };
  const rollout = object("argoproj.io/v1alpha1", "Rollout");
  const service = object("v1", "Service");
  const preview = object("v1", "Service", "queue-service-preview");
  const deployment = object("apps/v1", "Deployment");

  it("are left to it: which version a Service calls, and how many pods the load asks for: ROL-08", () => {
    const autoscaler = object("autoscaling/v2", "HorizontalPodAutoscaler");
    expect(ignored(service, preview, rollout, autoscaler)).toEqual([
      { group: "", kind: "Service", name: "queue-service", jsonPointers: ["/spec/selector"] },
      { group: "", kind: "Service", name: "queue-service-preview", jsonPointers: ["/spec/selector"] },
      { group: "argoproj.io", kind: "Rollout", name: "queue-service", jsonPointers: ["/spec/replicas"] },
    ]);
    expect(ignored(deployment, object("keda.sh/v1alpha1", "ScaledObject"))).toEqual([
      { group: "apps", kind: "Deployment", name: "queue-service", jsonPointers: ["/spec/replicas"] },
    ]);
  });

  it("are put back where nobody else writes them", () => {
    expect(ignored(service, deployment)).toBeUndefined();
    expect(ignored(service, rollout)?.map(({ kind }) => kind)).toEqual(["Service"]);
  });
});

describe("what Argo CD is given", () => {
  it("is valid by its own kinds' schemas", async () => {
    const { Application } = await import("@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application");
    const { AppProject } = await import("@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject");
    const { ExternalSecret } =
      await import("@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret");
    const scaled = part(object("apps/v1", "Deployment"), object("autoscaling/v2", "HorizontalPodAutoscaler"));
    const objects = [source, automated].flatMap((given) => [
      new Application(rootApplication(given)),
      new Application(partApplication({ ...scaled, first: true }, given)),
      new AppProject(rootProject(given)),
      new AppProject(servicesProject(given)),
    ]);
    const login = new ExternalSecret(repositoryCredentials(source.repository, "urr"));
    for (const given of [...objects, login]) {
      expect(() => {
        given.validate();
      }).not.toThrow();
    }
  });

  it("signs in with what Secrets Manager has, and nothing of it stands in an object", () => {
    expect(repositoryCredentials(source.repository, "urr-blue")).toMatchObject({
      metadata: { name: "argocd-repository", namespace: "argocd" },
      spec: {
        target: {
          template: {
            metadata: { labels: { "argocd.argoproj.io/secret-type": "repository" } },
            data: { type: "git", url: source.repository },
          },
        },
        dataFrom: [{ extract: { key: "urr-blue/argocd-repository" } }],
      },
    });
  });
});

describe("a project of Argo CD", () => {
  const kinds = ({ spec }: ReturnType<typeof rootProject>) =>
    spec.namespaceResourceWhitelist.map(({ kind }) => kind);

  it("admits one repository and one namespace, and nothing that belongs to the whole cluster", () => {
    expect(servicesProject(source).spec).toMatchObject({
      sourceRepos: [source.repository],
      destinations: [{ server: "https://kubernetes.default.svc", namespace: "urr-blue" }],
      clusterResourceWhitelist: [],
    });
    expect(rootProject(source).spec).toMatchObject({
      sourceRepos: [source.repository],
      destinations: [{ server: "https://kubernetes.default.svc", namespace: "argocd" }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [{ group: "argoproj.io", kind: "Application" }],
    });
  });

  it("lets the repository bring neither secrets nor rights nor what this program owns: KCON-46", () => {
    for (const podWorker of [false, true]) {
      const admitted = kinds(servicesProject({ ...source, podWorker }));
      for (const kind of [
        "ExternalSecret",
        "Namespace",
        "Role",
        "RoleBinding",
        "Secret",
        "TargetGroupBinding",
      ]) {
        expect(admitted).not.toContain(kind);
      }
    }
  });

  it("admits the worker's kinds only where there is one", () => {
    const more = ["ConfigMap", "CronJob", "ScaledObject", "TriggerAuthentication"];
    const [without, withWorker] = [false, true].map((podWorker) =>
      kinds(servicesProject({ ...source, podWorker })),
    );
    expect(withWorker?.filter((kind) => without?.includes(kind) !== true)).toEqual(more);
  });

  it("shows what comes of an object, so that somebody can look at a pod", () => {
    expect(kinds(servicesProject(source))).toEqual(
      expect.arrayContaining(["Pod", "ReplicaSet", "AnalysisRun"]),
    );
  });
});
