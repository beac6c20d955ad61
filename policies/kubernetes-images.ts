import { imageNameOf, type ImageName } from "./image-name";
import { workload } from "./kubernetes-example";
import { inContainers, onPods } from "./kubernetes-pod-rule";
import { podsOf, type Container } from "./kubernetes-pods";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { StackPolicy } from "./policy";
import { text, violation } from "./read";

/** Undefined where the container is started from an image that the node already has, and from nowhere else. */
function pulledImage({ props }: Container): ImageName | undefined {
  const image = text(props["image"]);
  return image === undefined || props["imagePullPolicy"] === "Never" ? undefined : imageNameOf(image);
}

const digest = `sha256:${"a".repeat(64)}`;

export const imagesPinned = onPods({
  id: "pods-images-pinned",
  requirement: "Every image names its registry, and a version that is not whatever came last.",
  controls: ["K8S-18", "CIS-EKS 5.1.4"],
  severity: "high",
  problems: ({ containers }) =>
    inContainers(containers, (container) => {
      const name = text(container.props["image"]);
      if (name === undefined) return ["image", "is missing"];
      const { tag, digest: pinned } = imageNameOf(name);
      if (tag === "latest") return ["image", "is tagged latest, which is another image tomorrow"];
      if (tag === undefined && pinned === undefined)
        return ["image", "has neither a tag nor a digest: latest is taken"];
      const pulled = pulledImage(container);
      return pulled !== undefined && pulled.host === undefined
        ? ["image", "names no registry: which one is asked, the node decides (docker.io/library/…)"]
        : undefined;
    }),
  brokenBy: [
    { container: { image: "docker.io/library/nginx:latest" } },
    { container: { image: "docker.io/library/nginx" } },
    { container: { image: "nginx:1.29" } },
    { container: { image: "bitnami/redis:7.2" } },
    { container: { image: `localhost:5000/app:latest@${digest}` } },
    { container: { image: undefined } },
    { pod: { initContainers: [{ name: "init", image: "busybox:1.37" }] } },
    { container: { image: "app:latest", imagePullPolicy: "Never" } },
  ],
  keptBy: [
    {
      container: { image: `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/urr/gateway-service@${digest}` },
    },
    { container: { image: "localhost:5000/app:1.0" } },
    { container: { image: "app:1.0", imagePullPolicy: "Never" } },
  ],
});

/** Registries that sign in their publishers and keep what was pushed. */
const publicRegistries: readonly string[] = [
  "docker.io",
  "docker.dragonflydb.io",
  "ghcr.io",
  "public.ecr.aws",
  "quay.io",
  "registry.k8s.io",
];
const privateRegistry = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$/;

const deployment = (image: string) => [
  { ...workload(kubernetesTypes.deployment, { container: { image } }), protect: true },
];

export const imagesFromKnownRegistries: StackPolicy = {
  kind: "stack",
  id: "pods-images-from-known-registries",
  requirement:
    "Where data is protected, images come from Amazon ECR or from a public registry that is listed.",
  controls: ["K8S-18", "CIS-EKS 5.1.4"],
  severity: "medium",
  askedOf: "protected stacks",
  appliesTo: podTypes,
  check: (resources) =>
    podsOf(resources).flatMap(({ resource, containers }) =>
      inContainers(containers, (container) => {
        const host = pulledImage(container)?.host;
        return host === undefined || privateRegistry.test(host) || publicRegistries.includes(host)
          ? undefined
          : ["image", `comes from a registry that is not one of ${publicRegistries.join(", ")}, nor ECR`];
      }).map((found) => violation(resource, ...found)),
    ),
  violatedBy: [
    deployment("registry.example.com/urr/gateway-service:1.0"),
    deployment("localhost:5000/urr/gateway-service:1.0"),
    deployment("docker.io.example.com/library/nginx:1.29"),
  ],
  keptBy: [
    ...deployment("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/urr/gateway-service:1.0"),
    ...deployment("docker.io/library/nginx:1.29"),
  ],
};
