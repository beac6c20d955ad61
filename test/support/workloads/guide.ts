import { parseSettings } from "../../../infra/settings";
import { objectsOf } from "../../../components/workloads/application/objects";
import { isRunnable, type RunnableWorkload } from "../../../components/workloads/workload";
import { siteOf, workloadsOf } from "../../../stacks/workloads-site";

export { at, containerOf, podOf } from "./environment";

export const certificateArn =
  "arn:aws:acm:ap-northeast-2:123456789012:certificate/11111111-2222-3333-4444-555555555555";

const users = ["backend", "auth", "ticket", "payment", "stats"];

/** What a stack file has to say where it runs the catalogue of the guide. */
export const guideConfig = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "tiketi.example.com", prefix: "tiketi" },
  "urr:cluster": { api: { publicCidrs: ["198.51.100.0/24"] } },
  "urr:dataTier": {
    postgres: { databases: { tiketi: users }, iamUsers: { worker: "tiketi" } },
    // Nobody writes or reads topics.
    kafka: { mode: "in-cluster" },
    registry: { services: users },
  },
  "urr:queueing": { senders: ["ticket"] },
  "urr:edge": { frontend: "files", loadBalancer: { gateway: { nodePort: false } } },
  "urr:workloads": {
    ...{ catalogue: "guide", namespace: "tiketi" },
    services: {
      backend: {
        calls: ["auth-service", "ticket-service", "payment-service", "stats-service"],
        variables: { GOOGLE_CLIENT_ID: "tiketi.apps.example.com" },
      },
    },
    images: { tag: "v1.0.0" },
  },
} as const satisfies Readonly<Record<string, unknown>>;

/** The same services behind an Ingress, each by its path, as the guide has them. */
export const guideIngressConfig = {
  ...guideConfig,
  "urr:queueing": { senders: ["ticket"], waitingRoom: { enabled: false } },
  "urr:edge": { ...guideConfig["urr:edge"], api: false },
  "urr:workloads": {
    ...{ catalogue: "guide", namespace: "tiketi", images: { tag: "v1.0.0" }, entry: "ingress" },
    ingress: { allowCidrs: ["198.51.100.0/24", "203.0.113.0/24"], certificateArn },
  },
} as const satisfies Readonly<Record<string, unknown>>;

/** The services of the guide on AWS, with other sections of the stack file where they are given. */
export function servicesOfGuide(changes: Readonly<Record<string, unknown>> = {}) {
  const { problems, settings } = parseSettings({ ...guideConfig, ...changes }, "guide");
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  const site = siteOf(settings);
  const workloads = workloadsOf(settings).filter(isRunnable);
  const named = (name: string): RunnableWorkload => {
    const found = workloads.find((workload) => workload.name === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const objects = workloads.flatMap((workload) => objectsOf(workload, site));
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const deployment = ({ name }: RunnableWorkload) =>
    ofKind("Deployment").find(({ metadata }) => metadata.name === name);
  return { ...{ settings, site, workloads, named, objects }, ofKind, deployment };
}
