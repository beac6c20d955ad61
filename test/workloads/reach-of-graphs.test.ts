import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelsOf } from "../../components/workloads/manifests/labels";
import type { Manifest } from "../../components/workloads/manifests/manifest";
import { defaultDeny, servicePolicies } from "../../components/workloads/network-policies/services";
import { storePolicies } from "../../components/workloads/network-policies/stores";
import type { Site } from "../../components/workloads/site";
import { storePorts } from "../../components/workloads/stores/ports";
import type { Workload } from "../../components/workloads/workload";
import { example, toJudged } from "../../policies/example";
import { workload as pods } from "../../policies/kubernetes-example";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import { siteOf, workloadsOf } from "../../stacks/workloads-site";
import { settingsOf } from "../support/stacks";
import { callsOf, sorted, type Calls } from "./who-calls-whom";

const settings = settingsOf("dev");
const [first] = workloadsOf(settings);
const store = storePorts.postgres;

/** A place where nothing is before the cluster, nobody watches, and the one store is inside. */
const site: Site = {
  ...siteOf(settings),
  ways: {
    ...siteOf(settings).ways,
    ...{ postgres: { to: [{ app: store.app }], ports: [store.port] }, aws: undefined, traces: undefined },
  },
  ...{ doors: {}, scrapedFrom: undefined, waitingRoom: false, senders: [] },
};

interface Node {
  readonly calls: readonly number[];
  readonly stores: boolean;
  readonly tier: Workload["tier"];
  readonly release: Workload["release"];
}

const graphs: fc.Arbitrary<readonly Node[]> = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.array(
    fc.record({
      calls: fc.uniqueArray(fc.nat(size - 1)),
      stores: fc.boolean(),
      tier: fc.constantFrom<Workload["tier"]>("backend", "frontend"),
      release: fc.constantFrom<Workload["release"]>("rolling", "blueGreen"),
    }),
    { minLength: size, maxLength: size },
  ),
);

const nameOf = (index: number) => `service-${String(index)}x`;
const portOf = (index: number) => 4000 + index;

function workloadAt({ calls, release, stores, tier }: Node, index: number): Workload {
  if (first === undefined) throw new Error("there is no service to begin with");
  const { admits, database, door, kafka, ...rest } = first;
  const plain = { ...rest, redis: false, secrets: [], internet: false, uploads: false };
  const own = { name: nameOf(index), port: portOf(index), calls: calls.map(nameOf), release, tier };
  return stores ? { ...plain, ...own, database: "some_db" } : { ...plain, ...own };
}

const running = (app: string, tier: string, ...ports: readonly number[]) =>
  pods(kubernetesTypes.deployment, {
    metadata: { name: app, namespace: site.namespace },
    labels: { ...labelsOf(app), tier },
    container: { ports: ports.map((containerPort) => ({ containerPort })) },
  });
const asExample = (manifest: Manifest) => example(kubernetesTypes.networkPolicy, { ...manifest });

/** What is said of the graph, without regard to how policies say it. */
function wanted(nodes: readonly Node[]): Calls {
  const toStore = (node: Node) => (node.stores ? [`${store.app} ${String(store.port)}`] : []);
  const asked = nodes.flatMap(({ release }, index) =>
    release === "blueGreen" ? [`${nameOf(index)} ${String(portOf(index))}`] : [],
  );
  return sorted({
    ...Object.fromEntries(
      nodes.map((node, index) => [
        nameOf(index),
        [
          ...["DNS 53/UDP", "DNS 53", ...toStore(node)],
          ...node.calls.map((called) => `${nameOf(called)} ${String(portOf(called))}`),
        ],
      ]),
    ),
    "health-check": asked.length === 0 ? [] : ["DNS 53/UDP", "DNS 53", ...asked],
  });
}

describe("the policies of any services", () => {
  it("let through what they say they call, and nothing else: NPO-01, NPO-11, NPO-12", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const workloads = nodes.map(workloadAt);
        const clients = workloads.filter(({ database }) => database !== undefined).map(({ name }) => name);
        const policies = [
          ...[defaultDeny(site), ...servicePolicies(workloads, site)],
          ...storePolicies(site.namespace, [{ store, clients, open: false }]),
        ];
        const resources = [
          ...policies.map(asExample),
          ...workloads.map(({ name, port, tier }) => running(name, tier, port)),
          running(store.app, "store", store.port),
          ...(nodes.some(({ release }) => release === "blueGreen") ? [running("health-check", "check")] : []),
        ];
        expect(callsOf(toJudged(resources))).toEqual(wanted(nodes));
      }),
    );
  });
});
