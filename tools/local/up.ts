import { table } from "../preview/render/table";
import type { Around } from "./around";
import { clustersThere, ensureCluster } from "./cluster";
import { homeFolder, homeIn, prepareHome } from "./home";
import { provideImages, withSource, type ImageWish } from "./images";
import { addressOf, portMappings } from "./ports";
import { waitForRollouts } from "./rollouts";
import { runStages, type Stage } from "./stage";
import { deployStack, forgetStack } from "./stack";
import { clusterName } from "./topology";

export interface UpWish extends ImageWish {
  /** Another cluster in place of the one that is there. */
  readonly recreate: boolean;
}

/** Brings the whole platform up in a cluster on this machine. */
export async function up(wish: UpWish, around: Around): Promise<0 | 1 | 130> {
  const { topology } = wish;
  const home = homeIn(around.root);
  const again = "`npm run local:up` goes on from there, `npm run local:down` removes it.";
  const stages: readonly Stage[] = [
    {
      name: "tools",
      doing: "Looking for Docker, kind and kubectl",
      run: () => withSource(wish, around, ["docker", "kind", "kubectl"]),
    },
    {
      name: "cluster",
      doing: `Looking at the cluster ${clusterName(topology)}`,
      run: (tell) => {
        prepareHome(around.root);
        return ensureCluster(wish, home, around, () => forgetStack(around), tell);
      },
      leave: async () => {
        const { names = [] } = await clustersThere(around);
        return names.length === 0
          ? "There is no cluster."
          : `There is the cluster ${names.join(", ")}: ${again}`;
      },
    },
    {
      name: "images",
      doing: "Looking at the images",
      run: (tell) => provideImages(wish, around, tell),
      leave: () => Promise.resolve(`The cluster is there: ${again}`),
    },
    {
      name: "stack",
      doing: "Deploying",
      speaks: true,
      run: () => deployStack(around),
      leave: () => Promise.resolve(`The cluster is there with a part of the stack: ${again}`),
    },
    {
      name: "rollouts",
      doing: "Waiting for every workload",
      run: (tell) => waitForRollouts(topology, home, around, tell),
      leave: () => Promise.resolve(`Everything is deployed and comes up by itself: ${again}`),
    },
  ];
  const exitCode = await runStages(stages, around);
  if (exitCode === 0) around.print(`\n${renderAddresses()}\n`);
  return exitCode;
}

function renderAddresses(): string {
  const rows = portMappings.map((mapping) => [mapping.serves, addressOf(mapping)]);
  const kubectl = `kubectl --kubeconfig ${homeFolder}/kubeconfig get pods --all-namespaces`;
  return [
    table([{ title: "what" }, { title: "where" }], rows),
    "",
    "`npm run local:smoke` tries it, `npm run local:down` removes it.",
    `Its pods: ${kubectl}`,
  ].join("\n");
}
