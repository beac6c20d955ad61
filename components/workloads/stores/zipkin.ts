import type { IDeployment } from "kubernetes-models/apps/v1/Deployment" with { "resolution-mode": "import" };
import { labelsOf, selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import { containerSecurity } from "../manifests/security";
import { scratch, storePod } from "./pod";
import { storePorts } from "./ports";
import { storeService } from "./service";
import type { StoresSettings } from "./settings";
import type { StoreSite } from "./site";

const { app, port } = storePorts.zipkin;
const portName = "http";

/** The image's `zipkin` is its first user: https://github.com/openzipkin/zipkin/blob/3.6.1/docker/Dockerfile */
const user = 1000;

/** Zipkin on one pod, which keeps the newest traces in memory and loses them as it restarts. */
export const zipkinObjects = (
  site: StoreSite,
  settings: Pick<StoresSettings, "zipkin" | "nodePorts">,
): readonly Manifest[] => [
  storeService(site, storePorts.zipkin, portName, settings.nodePorts.zipkin),
  server(site, settings.zipkin.image),
];

function server(site: StoreSite, image: string) {
  const folders = scratch({ tmp: "/tmp" });
  const healthy = { httpGet: { path: "/health", port: portName } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: app, namespace: site.namespace, labels: labelsOf(app) },
    spec: {
      replicas: 1,
      // Two at once would each have some of the traces.
      strategy: { type: "Recreate" },
      selector: { matchLabels: selects(app) },
      template: {
        metadata: { labels: labelsOf(app) },
        spec: {
          ...storePod(site, user),
          containers: [
            {
              name: "zipkin",
              image,
              ports: [{ name: portName, containerPort: port }],
              startupProbe: { ...healthy, periodSeconds: 5, failureThreshold: 30 },
              readinessProbe: { ...healthy, periodSeconds: 10, timeoutSeconds: 5 },
              livenessProbe: { ...healthy, periodSeconds: 20, timeoutSeconds: 5 },
              resources: {
                requests: { cpu: "100m", memory: "256Mi" },
                limits: { cpu: "500m", memory: "512Mi" },
              },
              securityContext: containerSecurity(),
              volumeMounts: folders.mounts,
            },
          ],
          volumes: folders.volumes,
        },
      },
    },
  } satisfies IDeployment;
}
