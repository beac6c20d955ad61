import { describe, expect, it } from "vitest";
import { dataTierSettings } from "../data-tier/settings";
import { edgeSettings } from "../edge/settings";
import { operationsSettings } from "../operations/settings";
import {
  doorProblems,
  hoursProblems,
  missingGatewayProblems,
  nodePortProblems,
  passwordProblems,
  poolProblems,
  repositoryProblems,
  senderProblems,
  topicProblems,
} from "./contradictions";
import { workloadsSettings } from "./settings";

const others = ["auth-service", "ticket-service", "payment-service", "stats-service"];
const workloads = (settings: unknown = {}) => ({ "urr:workloads": workloadsSettings.parse(settings) });
const dataTier = (settings: unknown = {}) => ({ "urr:dataTier": dataTierSettings.parse(settings) });
const edge = (settings: object = {}) => ({ "urr:edge": edgeSettings.parse({ cdn: true, ...settings }) });
const guide = workloads({ catalogue: "guide", services: { backend: { calls: others } } });
const text = (found: readonly { readonly path: readonly (string | number)[]; readonly message: string }[]) =>
  found.map(({ message, path }) => `${path.join(".")} ${message}`);

describe("services and the load balancer", () => {
  it("agree unless somebody says otherwise: GAP-07", () => {
    expect(doorProblems({ ...workloads(), ...edge() })).toEqual([]);
  });

  it("refuse blue/green with pods as targets, which leaves nobody to answer at a switch: IFC-08", () => {
    const pods = edge({ loadBalancer: { gateway: { nodePort: false } } });
    expect(text(doorProblems({ ...workloads(), ...pods }))).toEqual([
      expect.stringMatching(
        /^urr:edge\.loadBalancer\.gateway\.nodePort is false, and gateway-service is deployed blue\/green/,
      ),
    ]);
    expect(doorProblems({ ...workloads({ blueGreen: { enabled: false } }), ...pods })).toEqual([]);
    const frontend = workloads({ services: { frontend: { release: "blueGreen" } } });
    expect(doorProblems({ ...frontend, ...edge() })).toMatchObject([{ example: 30_005 }]);
    expect(doorProblems({ ...frontend, ...edge({ frontend: "files" }) })).toEqual([]);
  });

  it("refuse a server of pages where the catalogue has none, and say what files need", () => {
    const asked = (settings: object) => doorProblems({ ...guide, ...edge(settings) });
    expect(asked({})).toMatchObject([{ path: ["urr:edge", "frontend"], example: "files" }]);
    const open = { cdn: false, allowCidrs: ["198.51.100.0/24"] };
    expect(asked(open)).toMatchObject([{ example: "files, and urr:edge.cdn: true" }]);
  });

  it("refuse an API that nobody answers for", () => {
    const without = (name: string) =>
      missingGatewayProblems(workloads({ services: { [name]: { enabled: false } } }));
    expect(text(without("gateway-service"))).toEqual([
      "urr:workloads.services.gateway-service.enabled is false, and the load balancer would have nobody to answer for the API",
    ]);
    expect(without("stats-service")).toEqual([]);
  });

  it("refuse another port than the service's", () => {
    const wrong = edge({ loadBalancer: { gateway: { port: 8080 } } });
    expect(text(doorProblems({ ...workloads(), ...wrong }))).toEqual([
      "urr:edge.loadBalancer.gateway.port is not 3001, on which gateway-service listens",
    ]);
  });
});

describe("ports of the nodes", () => {
  it("are asked for once: WRK-01, KDAT-03", () => {
    const clash = workloads({
      stores: { nodePorts: { postgres: 30_000 } },
      observability: { metrics: "prometheus", grafana: { nodePort: 30_006 } },
    });
    expect(text(nodePortProblems({ ...clash, ...edge() }))).toEqual([
      "urr:workloads.stores.nodePorts.postgres is the port of urr:edge.loadBalancer.gateway.nodePort too",
    ]);
    expect(nodePortProblems({ ...workloads(), ...edge() })).toEqual([]);
  });
});

describe("services and the data tier", () => {
  it("agree unless somebody says otherwise", () => {
    const all = { ...workloads(), ...dataTier() };
    expect([...topicProblems(all), ...repositoryProblems(all)]).toEqual([]);
  });

  it("refuse new passwords of a server in the cluster, which would not learn them", () => {
    const given = (mode: string, credentialGeneration: number) =>
      passwordProblems(dataTier({ postgres: { mode, credentialGeneration } }));
    expect(given("in-cluster", 2)).toMatchObject([{ example: 1 }]);
    expect([...given("in-cluster", 1), ...given("managed", 2)]).toEqual([]);
  });

  it("refuse a topic that nobody makes: DAT-46", () => {
    const given = dataTier({ kafka: { topics: { "ticket-events": {} } } });
    expect(text(topicProblems({ ...workloads(), ...given }))).toEqual([
      "urr:dataTier.kafka.topics has no payment-events, which payment-service uses",
    ]);
  });

  it("refuse a service whose images have no repository, unless they come from elsewhere: WKN-03", () => {
    const given = dataTier({ registry: { services: ["gateway", "auth"] } });
    expect(text(repositoryProblems({ ...workloads(), ...given }))[0]).toContain(
      "urr:dataTier.registry.services lacks ticket, payment, stats, queue, catalog, community, frontend",
    );
    const elsewhere = workloads({ images: { registry: "ghcr.io" } });
    expect(repositoryProblems({ ...elsewhere, ...given })).toEqual([]);
  });
});

describe("services and others", () => {
  it("refuse a sender of ticket events that is no service: KCON-29", () => {
    const asked = (...senders: string[]) => senderProblems({ ...workloads(), "urr:queueing": { senders } });
    expect(text(asked("ticket", "queues", "nobody"))).toEqual([
      expect.stringMatching(
        /^urr:queueing\.senders names queues, nobody: services of this environment are gateway, /,
      ),
    ]);
    expect(asked("ticket", "queues", "nobody")).toMatchObject([{ example: ["ticket", "queue"] }]);
    expect(asked("nobody")).toMatchObject([{ example: ["gateway"] }]);
    expect(asked("ticket", "queue")).toEqual([]);
    expect(senderProblems({ ...guide, "urr:queueing": { senders: ["ticket", "queue"] } })).toMatchObject([
      { example: ["ticket"] },
    ]);
  });

  it("refuse an autoscaler where the evening takes all nodes away, which it would bring back: SCL-30", () => {
    const given = (workingHours: object | undefined, clusterAutoscaler: boolean, max: number) =>
      hoursProblems({
        ...workloads({ addons: { clusterAutoscaler } }),
        "urr:cluster": { nodes: { min: 3, desired: 3, max, diskGib: 30, instanceTypes: [] } },
        "urr:operations": operationsSettings.parse(workingHours === undefined ? {} : { workingHours }),
      });
    expect(given({}, true, 4)).toMatchObject([{ example: false }]);
    expect([...given({}, false, 4), ...given({}, true, 3), ...given(undefined, true, 4)]).toEqual([]);
  });

  it("refuse nodes with other processors than their images have: KCON-22, KUS-10", () => {
    const pools = { addons: { karpenter: { critical: { families: ["t3a"] } } } };
    const arm = { "urr:cluster": { architecture: "arm64" as const } };
    expect(text(poolProblems({ ...workloads(pools), ...arm }))[0]).toMatch(
      /^urr:workloads\.addons\.karpenter\.critical\.families\.0 has x86_64 processors/,
    );
    expect(poolProblems({ ...workloads(), ...arm })).toEqual([]);
  });
});
