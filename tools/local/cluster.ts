import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Around } from "./around";
import type { Home } from "./home";
import { portMappings } from "./ports";
import { reasonOf } from "./processes";
import type { Result } from "./stage";
import { clusterName, contextOf, kindCluster, topologies, type Topology } from "./topology";

interface Wanted {
  readonly topology: Topology;
  /** Away with the one that is there. */
  readonly recreate: boolean;
}

/** Reuses the cluster or makes it. `forget` takes the stack's state away before a new one is made. */
export async function ensureCluster(
  { topology, recreate }: Wanted,
  home: Home,
  around: Around,
  forget: () => Promise<Result>,
  tell: (text: string) => void,
): Promise<Result> {
  const name = clusterName(topology);
  const present = await clustersThere(around);
  if (present.problems !== undefined) return present;
  const other = topologies.find((one) => one !== topology && present.names.includes(clusterName(one)));
  if (other !== undefined) {
    const remedy = `\`npm run local:down -- --topology ${other}\` removes it`;
    return { problems: [`the cluster ${clusterName(other)} holds the same ports: ${remedy}`] };
  }
  if (present.names.includes(name) && !recreate) return reuseCluster(topology, home, around);
  tell(`Making the cluster ${name}: a minute or two, longer where the node image is fetched first`);
  const forgotten = await forget();
  if (forgotten.problems !== undefined) return forgotten;
  if (present.names.includes(name)) {
    const deleted = await deleteCluster(topology, home, around);
    if (deleted.problems !== undefined) return deleted;
  }
  return createCluster(topology, home, around);
}

/** Which of our clusters there are. */
export async function clustersThere({
  run,
}: Around): Promise<
  | { readonly names: readonly string[]; readonly problems?: never }
  | { readonly names?: never; readonly problems: readonly string[] }
> {
  const listed = await run("kind", ["get", "clusters"]);
  if (listed.missing || listed.code !== 0)
    return { problems: [`kind cannot list clusters: ${reasonOf(listed, "kind")}`] };
  const ours: readonly string[] = topologies.map(clusterName);
  return { names: listed.stdout.split(/\s+/).filter((name) => ours.includes(name)) };
}

/** Deletes the cluster with all that is in it. Safe to repeat. */
export async function deleteCluster(topology: Topology, home: Home, { run }: Around): Promise<Result> {
  const name = clusterName(topology);
  const args = ["delete", "cluster", "--name", name, "--kubeconfig", home.kubeconfig];
  const ended = await run("kind", args, { lasting: true });
  if (ended.missing || ended.code !== 0)
    return { problems: [`the cluster ${name} is not deleted: ${reasonOf(ended, "kind")}`] };
  return { done: `${name} is deleted` };
}

async function createCluster(topology: Topology, home: Home, around: Around): Promise<Result> {
  const taken = await Promise.all(
    portMappings.map(async ({ hostPort, serves }) =>
      (await around.isTaken(hostPort)) ? { hostPort, serves } : [],
    ),
  );
  const problems = taken
    .flat()
    .map(({ hostPort, serves }) => `port ${String(hostPort)}, for ${serves}, is in use`);
  if (problems.length > 0) return { problems };

  const name = clusterName(topology);
  const cluster = kindCluster(topology);
  writeFileSync(home.kindConfig, stringify(cluster));
  const files = ["--config", home.kindConfig, "--kubeconfig", home.kubeconfig];
  const created = await around.run("kind", ["create", "cluster", "--name", name, ...files, "--wait", "180s"]);
  if (!created.missing && created.code === 0) {
    const count = cluster.nodes.length;
    return { done: `${name} is made, with ${String(count)} node${count === 1 ? "" : "s"}` };
  }
  const reason = reasonOf(created, "kind");
  const { problems: left = [] } = await deleteCluster(topology, home, around);
  return { problems: [`the cluster ${name} cannot be made: ${reason}`, ...left] };
}

async function reuseCluster(topology: Topology, home: Home, { run }: Around): Promise<Result> {
  const name = clusterName(topology);
  const exported = await run("kind", [
    "export",
    "kubeconfig",
    "--name",
    name,
    "--kubeconfig",
    home.kubeconfig,
  ]);
  const answer =
    exported.missing || exported.code !== 0
      ? { ended: exported, command: "kind" }
      : {
          ended: await run("kubectl", [
            ...kubectlTo(topology, home),
            ...["wait", "--for=condition=Ready", "nodes", "--all", "--timeout=60s"],
          ]),
          command: "kubectl",
        };
  if (!answer.ended.missing && answer.ended.code === 0) return { done: `${name} is there already` };
  const remedy = "`npm run local:up -- --recreate` makes a new one";
  const reason = reasonOf(answer.ended, answer.command);
  return { problems: [`the cluster ${name} is there and not ready: ${reason}`, remedy] };
}

/** The cluster by name: never the one that the operator works with at the moment. */
export function kubectlTo(topology: Topology, { kubeconfig }: Home): readonly string[] {
  return ["--kubeconfig", kubeconfig, "--context", contextOf(topology)];
}
