import { join } from "node:path";
import { z } from "zod";
import type { Ended } from "../aws-cli/processes";
import type { Around } from "./around";
import {
  forgetState,
  homeFolder,
  homeIn,
  prepareHome,
  pulumiVariables,
  stackName,
  usesOwnBackend,
} from "./home";
import { reasonOf, type RunOptions } from "./processes";
import type { Result } from "./stage";

const stacks = z.array(z.object({ name: z.string() }));

/** Makes the stack where there is none, and deploys it into the cluster of `.pulumi-local/kubeconfig`. */
export async function deployStack(around: Around): Promise<Result> {
  const home = prepareHome(around.root);
  const made = await makeStack(around);
  if (made.problems !== undefined) return made;
  const up = await pulumi(
    around,
    "root",
    ["up", "--stack", stackName, "--config-file", home.config, "--yes", "--skip-preview"],
    { shown: true },
  );
  if (!up.missing && up.code === 0) return { done: `${stackName} is deployed` };
  return { problems: [`the stack ${stackName} is not deployed; Pulumi says above why`] };
}

/** Takes away what Pulumi remembers of the stack; what it has made is expected to go with the cluster. */
export async function forgetStack(around: Around): Promise<Result> {
  const done = { done: `nothing is remembered of the stack ${stackName}` };
  if (usesOwnBackend(around.env)) {
    forgetState(homeIn(around.root));
    return done;
  }
  prepareHome(around.root);
  const present = await isMade(around);
  if (typeof present !== "boolean") return present;
  if (!present) return done;
  const args = ["stack", "rm", "--stack", stackName, "--force", "--yes", "--preserve-config"];
  const removed = await pulumi(around, "home", args);
  return !removed.missing && removed.code === 0
    ? done
    : { problems: [`the state of ${stackName} is not removed: ${reasonOf(removed, "pulumi")}`] };
}

async function makeStack(around: Around): Promise<Result> {
  const present = await isMade(around);
  if (typeof present !== "boolean") return present;
  if (present) return { done: "is there" };
  // From the folder of the laptop's own: Pulumi writes the salt of its secrets beside the project file.
  const args = ["stack", "init", stackName, "--no-select", "--secrets-provider", "passphrase"];
  const made = await pulumi(around, "home", args);
  return !made.missing && made.code === 0
    ? { done: "is made" }
    : { problems: [`the stack ${stackName} cannot be made: ${reasonOf(made, "pulumi")}`] };
}

async function isMade(around: Around): Promise<boolean | { readonly problems: readonly string[] }> {
  const listed = await pulumi(around, "home", ["stack", "ls", "--json"]);
  const read = stacks.safeParse(listed.missing || listed.code !== 0 ? undefined : parseJson(listed.stdout));
  if (!read.success) return { problems: [`Pulumi cannot list stacks: ${reasonOf(listed, "pulumi")}`] };
  // Pulumi Cloud puts the organization before it.
  return read.data.some(({ name }) => name.split("/").at(-1) === stackName);
}

/** Pulumi of the packages, without a shell: on Windows npx is a script that only a shell can start. */
function pulumi(
  { root, env, run }: Around,
  from: "root" | "home",
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  const program = join(root, "node_modules", "pulumi", "run.js");
  const folder = from === "home" ? ["-C", homeFolder] : [];
  return run(process.execPath, [program, ...folder, ...args, "--non-interactive"], {
    ...options,
    env: pulumiVariables(homeIn(root), env, from),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
