import { describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import { Graph } from "../support/graph";
import { orderOf } from "../support/order";
import { environments, evaluated, settingsOf } from "../support/stacks";
import { isRunnable } from "../../components/workloads/workload";
import { workloadsOf } from "../../stacks/workloads-site";

async function stackOf(environment: string) {
  const { resources } = await evaluated(environment);
  const graph = new Graph(resources);
  const before = orderOf(resources);
  const names = (name: string) => [...before(graph.named(name))].map((one) => one.name);
  return { resources, graph, names };
}

const isInCluster = ({ type }: Resource) => type.startsWith("kubernetes:");
const kindOf = ({ inputs }: Resource) => String(inputs["kind"]);

/** Kinds behind which there is something on AWS. */
const reachOut = ["TargetGroupBinding", "NodePool", "EC2NodeClass", "StatefulSet", "Gateway", "Application"];

/** One without images has its platform alone. */
const withServices = environments.filter((environment) =>
  workloadsOf(settingsOf(environment)).some(isRunnable),
);

describe.each(withServices)("the workloads of %s", (environment) => {
  it("come after nodes and what connects them, and go before", async () => {
    const { names, resources } = await stackOf(environment);
    const inside = resources.filter(isInCluster);
    expect(inside.length).toBeGreaterThan(60);
    for (const { name } of inside) {
      expect(names(name), name).toEqual(
        expect.arrayContaining(["cluster-system-nodes", "cluster-addons-coredns", "cluster-control-plane"]),
      );
    }
  });

  it("end with the cluster where that is all there is to it, and by themselves where AWS has a part in it", async () => {
    const { graph, resources } = await stackOf(environment);
    const controlPlane = graph.named("cluster-control-plane").urn;
    for (const one of resources.filter(isInCluster)) {
      const expected = reachOut.includes(kindOf(one)) ? null : controlPlane;
      expect(one.deletedWith ?? null, one.name).toBe(expected);
    }
  });

  it("have targets registered and taken out while the controller and its rights are there", async () => {
    const { graph, names } = await stackOf(environment);
    const bindings = graph.all().filter((one) => kindOf(one) === "TargetGroupBinding");
    expect(bindings).toHaveLength(2);
    for (const { name } of bindings) {
      expect(names(name), name).toEqual(
        expect.arrayContaining([
          ...["workloads-base-lbc-release", "workloads-base-lbc-id-pods-policy"],
          "workloads-base-lbc-id-association",
        ]),
      );
    }
  });

  it("have secrets, databases and rights before the first pod asks for them: DAT-19, KENV-13", async () => {
    const { graph, names } = await stackOf(environment);
    const pods = graph
      .all()
      .filter((one) => ["Deployment", "Rollout"].includes(kindOf(one)) && one.name.startsWith("workloads-"));
    expect(pods.length).toBeGreaterThanOrEqual(9);
    for (const { name } of pods) {
      const service = name.replace(/-(deployment|rollout)$/, "");
      expect(names(name), name).toEqual(
        expect.arrayContaining([
          ...["workloads-app-config", "workloads-app-secret", "workloads-app-default-deny-all"],
          ...["workloads-database-job", "workloads-base-eso-release"],
          ...(graph.has(`${service}-id-association`)
            ? [`${service}-id-association`, `${service}-id-pods-policy`]
            : []),
        ]),
      );
    }
  });

  it("have a value in every secret before it is read, which is not done again for an hour: KENV-13", async () => {
    const { graph, names } = await stackOf(environment);
    const values = graph.ofType("aws:secretsmanager/secretVersion:SecretVersion").map(({ name }) => name);
    const read = values.filter((name) => name.startsWith("data-tier-") || name.startsWith("operations-"));
    expect(read.length).toBeGreaterThan(8);
    expect(names("workloads-app-secret")).toEqual(expect.arrayContaining(read));
  });

  it("have what a Rollout is before the first one", async () => {
    const { graph, names } = await stackOf(environment);
    const rollouts = graph.all().filter((one) => kindOf(one) === "Rollout");
    for (const { name } of rollouts) {
      expect(names(name), name).toEqual(
        expect.arrayContaining(["workloads-base-rollouts-release", "workloads-health-check"]),
      );
    }
    expect(rollouts).toHaveLength(environment === "prod" ? 4 : 0);
  });
});
