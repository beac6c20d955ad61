import { describe, expect, it } from "vitest";
import { types } from "../policies/types";
import type { Resource } from "../tools/offline/resource";
import { Graph } from "./support/graph";
import { orderOf } from "./support/order";
import { environments, evaluated } from "./support/stacks";

async function stack(environment: string) {
  const { resources } = await evaluated(environment);
  return { resources, graph: new Graph(resources), before: orderOf(resources) };
}

/** Every text in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Who names whom, by an ARN or by an id that AWS gave: names of our own also stand where nothing is meant by them. */
function mentions(resources: readonly Resource[]): readonly (readonly [Resource, Resource])[] {
  const named = new Map<string, Resource>();
  for (const one of resources.filter(({ custom, type }) => custom && type.startsWith("aws:"))) {
    const own = textsIn(one.inputs);
    for (const name of [one.id, one.outputs["arn"]]) {
      if (typeof name === "string" && !own.includes(name)) named.set(name, one);
    }
  }
  // What a packaged component makes inside itself, it orders itself.
  return resources
    .filter(({ origin }) => origin === "program")
    .flatMap((user) =>
      [...new Set(textsIn(user.inputs))].flatMap((text) => {
        const used = named.get(text);
        return used === undefined || used === user ? [] : [[user, used] as const];
      }),
    );
}

/** By log group. */
const writers: Readonly<Record<string, string>> = {
  "cluster-logs": "cluster-control-plane-eksCluster",
  "data-tier-kafka-logs": "data-tier-kafka-cluster",
  "data-tier-postgres-db-postgresql-logs": "data-tier-postgres-db-instance",
  "data-tier-postgres-db-upgrade-logs": "data-tier-postgres-db-instance",
  "data-tier-postgres-proxy-logs": "data-tier-postgres-proxy-pool",
  "data-tier-redis-engine-log": "data-tier-redis-group",
  "data-tier-redis-slow-log": "data-tier-redis-group",
};

const label = ([user, used]: readonly [Resource, Resource]) => `${user.name} -> ${used.name}`;
/** Add-ons whose pods run on the nodes. */
const onNodes = /^(cluster-addons|workloads-obs)-/;

const rights: readonly string[] = [types.rolePolicy, types.rolePolicyAttachment];

describe.each(environments)("when %s is taken down", (environment) => {
  it("nothing goes before what names it, so that AWS refuses no deletion for being in use", async () => {
    const { resources, before } = await stack(environment);
    const found = mentions(resources);
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(([user, used]) => !before(user).has(used)).map(label)).toEqual([]);
  });

  it("a role keeps its rights until whoever acts in it is gone", async () => {
    const { resources, graph, before } = await stack(environment);
    const roles = graph.ofType(types.role);
    const held = resources.filter(({ type }) => rights.includes(type));
    const pairs = mentions(resources)
      .filter(([user, used]) => roles.includes(used) && !rights.includes(user.type))
      .flatMap(([user, role]) =>
        held
          .filter(({ inputs }) => inputs["role"] === role.outputs["name"])
          .map((right) => [user, right] as const),
      );
    expect(pairs.length).toBeGreaterThan(5);
    expect(pairs.filter(([user, right]) => !before(user).has(right)).map(label)).toEqual([]);
  });

  it("whatever is in the cluster goes before it, though it only knows its name", async () => {
    const { graph, before } = await stack(environment);
    const [cluster] = graph.ofType(types.cluster);
    const inside = graph.all().filter(({ inputs }) => inputs["clusterName"] === cluster?.outputs["name"]);
    expect(inside.length).toBeGreaterThan(5);
    for (const one of inside) expect([...before(one)], one.name).toContain(cluster);
  });

  it("nodes go after what runs on them, and before what connects them", async () => {
    const { graph, before } = await stack(environment);
    const nodes = graph.named("cluster-system-nodes");
    for (const addon of ["coredns", "aws-ebs-csi-driver", "metrics-server"]) {
      expect([...before(graph.named(`cluster-addons-${addon}`))], addon).toContain(nodes);
    }
    const ways = [types.addon, types.route, types.natGateway, types.vpcEndpoint].flatMap((type) =>
      graph.ofType(type).filter(({ name }) => !onNodes.test(name)),
    );
    expect(ways.length).toBeGreaterThan(8);
    expect(ways.filter((way) => !before(nodes).has(way)).map(({ name }) => name)).toEqual([]);
  });

  it("a log group goes after who writes into it, who would make it again, without a key or an end", async () => {
    const { graph, before } = await stack(environment);
    const groups = graph.ofType(types.logGroup).filter(({ name }) => name in writers);
    expect(groups.length).toBeGreaterThan(4);
    for (const group of groups) {
      expect([...before(graph.named(writers[group.name] ?? ""))], group.name).toContain(group);
    }
  });
});
