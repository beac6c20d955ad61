import { rmSync } from "node:fs";
import type { Around } from "./around";
import { clustersThere, deleteCluster } from "./cluster";
import { homeFolder, homeIn } from "./home";
import { checkPrograms } from "./programs";
import { runStages } from "./stage";
import { forgetStack } from "./stack";
import { clusterName, type Topology } from "./topology";

/** Deletes the cluster, with it everything in it, and what Pulumi remembers. Images stay. */
export async function down(
  { topology, yes }: { readonly topology: Topology; readonly yes: boolean },
  around: Around,
): Promise<0 | 1 | 130> {
  const name = clusterName(topology);
  if (!yes) {
    if (around.confirm === undefined) {
      around.printError(
        "There is nobody to ask: `npm run local:down -- --yes` deletes it without a question.\n",
      );
      return 1;
    }
    const question = `Delete the cluster ${name} with its databases, and the state in ${homeFolder}/?`;
    if (!(await around.confirm(question))) {
      around.printError("Nothing was deleted.\n");
      return around.interrupted.aborted ? 130 : 1;
    }
  }
  const home = homeIn(around.root);
  return runStages(
    [
      {
        name: "tools",
        doing: "Looking for Docker and kind",
        run: () => checkPrograms(["docker", "kind"], around.run),
      },
      {
        name: "cluster",
        doing: `Deleting ${name}`,
        run: async () => {
          const there = await clustersThere(around);
          if (there.problems !== undefined) return there;
          if (!there.names.includes(name)) return { done: `there is no ${name}` };
          return deleteCluster(topology, home, around);
        },
        leave: () => Promise.resolve("The same command again goes on."),
      },
      {
        name: "state",
        doing: "Removing the stack's state",
        run: async () => {
          const forgotten = await forgetStack(around);
          if (forgotten.problems !== undefined) return forgotten;
          rmSync(home.folder, { recursive: true, force: true });
          return { done: `${homeFolder}/ is removed` };
        },
        leave: () => Promise.resolve("The cluster is deleted; the same command again goes on."),
      },
    ],
    around,
  );
}
