import type { IAnalysisTemplate } from "@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate" with {
  "resolution-mode": "import",
};
import { labelsOf } from "../manifests/labels";
import { nodeImage, nodeUser } from "../manifests/node-image";
import { containerSecurity, podSecurity } from "../manifests/security";
import type { Site } from "../site";
import type { RunnableWorkload } from "../workload";
import { healthCheckName, previewName } from "./names";

/** Answers by its exit code whether an address answers 200, within five seconds and without being led elsewhere. */
const question = `fetch(process.argv[1], { redirect: "manual", signal: AbortSignal.timeout(5000) }).then(
  ({ status }) => process.exit(status === 200 ? 0 : 1),
  () => process.exit(1),
)`;

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
                    securityContext: podSecurity(nodeUser),
                    containers: [
                      {
                        name: healthCheckName,
                        image: nodeImage,
                        command: ["node", "--eval", question, url],
                        resources: {
                          requests: { cpu: "10m", memory: "64Mi" },
                          limits: { memory: "128Mi" },
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
