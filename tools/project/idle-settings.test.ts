import { describe, expect, it } from "vitest";
import { projectRoot } from "../../test/support/stacks";
import { readPlatform } from "./platform";
import { readStack, stacksIn } from "./stack-files";

const environment = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "urr.example.com" },
  "urr:cluster": { api: { publicCidrs: ["198.51.100.0/24"] } },
};
const laptop = { "urr:environment": { target: "kind" } };
const watched = { metrics: "prometheus", logs: "loki", traces: "zipkin" };

const noticesOf = (policy: string, config: Readonly<Record<string, unknown>>): readonly string[] => {
  const { problems, settings } = readPlatform(config, "test");
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return settings.notices
    .filter((notice) => notice.policy === policy)
    .map(({ message, path }) => `${path ?? ""} ${message}`);
};
const idle = (workloads: object, others: object = {}) =>
  noticesOf("setting-without-effect", { ...environment, ...others, "urr:workloads": workloads });

describe("settings without effect", () => {
  it.each([
    [{ worker: { max: 3 } }, "worker does nothing while urr:queueing.worker.mode is lambda"],
    [{ argocd: { sync: "automated" } }, "argocd does nothing while urr:workloads.delivery is pulumi"],
    [{ argocd: { prune: false } }, "argocd does nothing while urr:workloads.delivery is pulumi"],
    [
      { stores: { kafka: { brokers: 3 } } },
      "stores.kafka does nothing while urr:dataTier.kafka.mode is managed",
    ],
    [
      { stores: { nodePorts: { postgres: 30_432 } } },
      "stores.nodePorts.postgres does nothing while urr:dataTier.postgres.mode is managed",
    ],
    [
      { ingress: { host: "a.urr.example.com" } },
      "ingress does nothing while urr:workloads.entry is targetGroups",
    ],
    [
      { blueGreen: { enabled: false, checks: 3 } },
      "blueGreen.checks does nothing while no service is deployed blue/green",
    ],
    [
      { addons: { karpenter: { diskGib: 60 } } },
      "addons.karpenter.diskGib does nothing while urr:cluster.karpenter.enabled is false",
    ],
    [
      { observability: { loki: { retentionDays: 3 } } },
      "observability.loki does nothing while urr:workloads.observability.logs is cloudwatch",
    ],
  ])("are told once, with what keeps them from counting: %j", (workloads, message) => {
    expect(idle(workloads)).toEqual([`urr:workloads.${message}`]);
  });

  it("are told of a value that is the default too, since somebody wrote it, and of no empty mapping", () => {
    expect(idle({ worker: { max: 50 } })).toHaveLength(1);
    expect(idle({ worker: {}, argocd: {}, stores: { kafka: {} } })).toEqual([]);
  });

  it("are none where what they are for is chosen", () => {
    const repository = "https://git.example.com/urr/deployments.git";
    const workloads = {
      ...{ worker: { max: 3 }, blueGreen: { checks: 3 }, stores: { kafka: { brokers: 3 } } },
      ...{ delivery: "argocd", argocd: { repository, sync: "automated", prune: false } },
      observability: { ...watched, loki: { retentionDays: 3 }, prometheus: { retentionDays: 3 } },
      services: { frontend: { replicas: 3 } },
    };
    const others = {
      "urr:queueing": { worker: { mode: "keda" } },
      "urr:dataTier": { kafka: { mode: "in-cluster" } },
    };
    expect(idle(workloads, others)).toEqual([]);
  });

  it("of a laptop are those of AWS", () => {
    const workloads = {
      observability: watched,
      worker: { max: 3 },
      addons: { gatewayApi: { allowCidrs: [] } },
    };
    expect(noticesOf("setting-without-effect", { ...laptop, "urr:workloads": workloads })).toEqual([
      "urr:workloads.worker does nothing while urr:environment.target is kind",
      "urr:workloads.addons.gatewayApi does nothing while urr:environment.target is kind",
    ]);
  });

  it("stand in no stack file of this repository", () => {
    const notices = stacksIn(projectRoot).flatMap((file) => {
      const { problems, stack } = readStack(projectRoot, file);
      if (stack === undefined) throw new Error(JSON.stringify(problems));
      return stack.notices.map(({ path, policy }) => ({ file: file.file, path, policy }));
    });
    expect(notices.length).toBeGreaterThan(0);
    expect(notices.filter(({ policy }) => policy === "setting-without-effect")).toEqual([]);
  });
});

describe("a service that others call", () => {
  const off = { services: { "catalog-service": { enabled: false }, "stats-service": { enabled: false } } };
  const expected = [
    "urr:workloads.services.stats-service is left out: gateway-service calls stats-service, which this environment does not have",
    "urr:workloads.services.catalog-service is left out: gateway-service and queue-service call catalog-service, which this environment does not have",
  ];

  it("is missed in the preview where an environment does not have it", () => {
    const policy = "service-called-and-absent";
    expect(noticesOf(policy, environment)).toEqual([]);
    expect(noticesOf(policy, { ...environment, "urr:workloads": off })).toEqual(expected);
    const inside = { ...laptop, "urr:workloads": { ...off, observability: watched } };
    expect(noticesOf(policy, inside)).toEqual(expected);
  });
});
