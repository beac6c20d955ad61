import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { object } from "../../../test/support/stores/objects";
import { redisIsThere, redisNodes, type RedisNodes } from "../../../test/support/stores/redis-nodes";
import { redisClusterObjects } from "./redis-cluster";
import { storesSettings } from "./settings";

const settings = storesSettings.parse({ redis: { kind: "cluster" } });
const scripts = at(
  object(redisClusterObjects(aSite, settings.redis), "ConfigMap", "redis-cluster-config"),
  "data",
) as Readonly<Record<string, string>>;
const script = (name: string) => scripts[name] ?? "";

describe.skipIf(!redisIsThere)("six Redis servers with the configuration of the cluster", () => {
  let nodes: RedisNodes;
  const everyNode = [0, 1, 2, 3, 4, 5];
  const info = (node: number) => nodes.ask(node, "cluster", "info");
  const isReady = (node: number) => nodes.run(script("ready.sh"), node).ok;

  beforeAll(async () => {
    nodes = await redisNodes(everyNode.length, script("redis.conf"));
    await nodes.start();
  });
  afterAll(() => nodes.remove());

  it("are ready one by one before they are a cluster, so that what makes it one can wait for them", () => {
    expect(everyNode.map(isReady)).toEqual(everyNode.map(() => true));
    expect(info(0)).toContain("cluster_state:fail");
  });

  it("are not made one while a node holds a key", async () => {
    const covers = (answer: string) => nodes.ask(3, "config", "set", "cluster-require-full-coverage", answer);
    covers("no");
    nodes.ask(3, "cluster", "addslots", "12182");
    await expect.poll(() => nodes.ask(3, "set", "foo", "bar"), { timeout: 10_000 }).toContain("OK");
    covers("yes");
    // Another slot makes the node think again whether its cluster is whole.
    nodes.ask(3, "cluster", "addslots", "1");
    await expect.poll(() => info(3), { timeout: 10_000 }).toContain("cluster_state:fail");
    expect(nodes.run(script("init.sh"))).toEqual({
      ok: false,
      said: expect.stringContaining("1 keys but form no cluster") as string,
    });
    expect(nodes.ask(3, "dbsize").trim()).toBe("1");
    nodes.ask(3, "flushall");
  });

  it("become one of three primaries and three replicas, also after an attempt that stopped half way: KDAT-16, KDAT-19, DAT-29", async () => {
    expect(info(3)).toContain("cluster_slots_assigned:2\r");
    expect(nodes.run(script("init.sh")).said).toContain("All 16384 slots covered");
    await expect.poll(() => everyNode.map(isReady), { timeout: 20_000 }).toEqual(everyNode.map(() => true));
    const roles = nodes
      .ask(0, "cluster", "nodes")
      .trim()
      .split("\n")
      .map((line) => (line.includes("master") ? "primary" : "replica"));
    expect(roles.sort()).toEqual(["primary", "primary", "primary", "replica", "replica", "replica"]);
  }, 60_000);

  it("are left as they are when they are one already: KDAT-19", () => {
    const before = nodes.ask(0, "cluster", "myid");
    expect(nodes.run(script("init.sh"))).toEqual({ ok: true, said: "the cluster is there\n" });
    expect(nodes.ask(0, "cluster", "myid")).toBe(before);
  });

  it("take Redis's configuration as it stands there: KDAT-17, DAT-29", () => {
    const configured = (name: string) => nodes.ask(1, "config", "get", name).trim().split("\n")[1];
    expect({
      timeout: configured("cluster-node-timeout"),
      appendonly: configured("appendonly"),
      appendfsync: configured("appendfsync"),
      memory: configured("maxmemory"),
      policy: configured("maxmemory-policy"),
      save: configured("save"),
      keepalive: configured("tcp-keepalive"),
    }).toEqual({
      timeout: "5000",
      appendonly: "yes",
      appendfsync: "everysec",
      memory: String(200 * 1024 * 1024),
      policy: "allkeys-lru",
      save: "900 1 300 10 60 10000",
      keepalive: "60",
    });
  });

  it("find one another again when all have restarted at new addresses, with what they held", async () => {
    nodes.ask(0, "-c", "set", "seat", "taken");
    await nodes.stop();
    await nodes.start();
    const asked = 'redis-cli -h "$POD_IP" -p "$REDIS_PORT" -c get seat';
    const seen = () => [everyNode.every(isReady), nodes.run(asked, 5).said.trim()];
    await expect.poll(seen, { timeout: 40_000, interval: 500 }).toEqual([true, "taken"]);
  }, 60_000);
});
