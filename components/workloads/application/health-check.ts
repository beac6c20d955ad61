import type { IAnalysisTemplate } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import { containerSecurity, podSecurity } from "../manifests/security";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import { healthCheckName, previewName } from "./names";

/** The user of the image. */
const curlUser = 100;
const image = "docker.io/curlimages/curl:8.10.1";

/** What a new version has to pass before a person may switch to it. */
export function healthCheck({ name, healthPath, port }: RunnableWorkload) {
  return {
    templates: [{ templateName: healthCheckName }],
    args: [
      { name: "service-name", value: previewName(name) },
      { name: "port", value: String(port) },
      { name: "path", value: healthPath },
    ],
  };
}

/**
 * Asks a service for its health, again and again. By a pod and not by the controller itself, which takes an answer for
 * wrong that is no JSON, and would have to be let through to the services.
 */
export function healthCheckTemplate({ blueGreen, namespace }: Site) {
  const { checks, failures, intervalSeconds } = blueGreen;
  const url = "http://{{args.service-name}}:{{args.port}}{{args.path}}";
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AnalysisTemplate",
    metadata: { name: healthCheckName, namespace, labels: labelsOf(healthCheckName) },
    spec: {
      args: [{ name: "service-name" }, { name: "port" }, { name: "path" }],
      metrics: [
        {
          name: "answers-200",
          interval: `${String(intervalSeconds)}s`,
          count: checks,
          failureLimit: failures,
          // A pod that cannot be started says nothing about the version, but nobody may be switched to what is unknown.
          consecutiveErrorLimit: failures,
          provider: {
            job: {
              metadata: { labels: labelsOf(healthCheckName) },
              spec: {
                backoffLimit: 0,
                activeDeadlineSeconds: 60,
                template: {
                  metadata: { labels: labelsOf(healthCheckName) },
                  spec: {
                    restartPolicy: "Never",
                    automountServiceAccountToken: false,
                    enableServiceLinks: false,
                    securityContext: podSecurity(curlUser),
                    containers: [
                      {
                        name: healthCheckName,
                        image,
                        command: [
                          ...["sh", "-c"],
                          `test "$(curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' ${url})" = 200`,
                        ],
                        resources: {
                          requests: { cpu: "10m", memory: "16Mi" },
                          limits: { cpu: "100m", memory: "32Mi" },
                        },
                        securityContext: containerSecurity(),
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      ],
    },
  } satisfies IAnalysisTemplate;
}
