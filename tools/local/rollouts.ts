import type { z } from "zod";
import { duration } from "../wake/render";
import type { Around } from "./around";
import { kubectlTo } from "./cluster";
import type { Home } from "./home";
import { podList, troubles } from "./pods";
import { reasonOf } from "./processes";
import type { Result } from "./stage";
import type { Topology } from "./topology";
import { kinds, readWorkloads, rolloutKind, workloadList, type Workload } from "./workloads";

const patience = 300_000;
const pause = 2_000;

/** Waits until every workload of every namespace is ready: the cluster holds nothing but what the program has made. */
export async function waitForRollouts(
  topology: Topology,
  home: Home,
  around: Around,
  tell: (text: string) => void,
): Promise<Result> {
  const began = around.now().getTime();
  const passed = () => around.now().getTime() - began;
  const isInterrupted = () => around.interrupted.aborted;
  const wanted = await wantedKinds(topology, home, around);
  for (;;) {
    const looked = await list(wanted, workloadList, topology, home, around);
    if (isInterrupted()) return { problems: [] };
    if (looked.problem !== undefined) return { problems: [looked.problem] };
    const workloads = readWorkloads(looked.value);
    const open = workloads.filter(({ state }) => state !== "ready");
    const [all, ready] = [workloads.length, workloads.length - open.length];
    if (open.length === 0)
      return { done: `${String(ready)} of ${String(all)} ready after ${duration(passed())}` };
    if (open.some(({ state }) => state === "failed") || passed() >= patience) {
      return { problems: [...open.map(describe), ...(await reasons(topology, home, around))] };
    }
    tell(`${String(ready)} of ${String(all)} ready; waiting for ${open.map(short).join(", ")}`);
    await around.sleep(pause);
    if (isInterrupted()) return { problems: [] };
  }
}

function short({ name, ready, desired }: Workload): string {
  return `${name.split("/").at(-1) ?? name} ${String(ready)}/${String(desired)}`;
}

function describe({ name, ready, desired, reason }: Workload): string {
  const counts = `${name} has ${String(ready)} of ${String(desired)} ready`;
  return reason === undefined ? counts : `${counts}: ${reason}`;
}

/** Rollouts only where somebody has defined them: who asks for an unknown kind is refused everything. */
async function wantedKinds(topology: Topology, home: Home, { run }: Around): Promise<string> {
  const args = ["get", "customresourcedefinitions", rolloutKind, "--ignore-not-found", "--output=name"];
  const defined = await run("kubectl", [...kubectlTo(topology, home), ...args]);
  const hasRollouts = !defined.missing && defined.stdout.trim() !== "";
  return [...kinds, ...(hasRollouts ? [rolloutKind] : [])].join(",");
}

async function reasons(topology: Topology, home: Home, around: Around): Promise<readonly string[]> {
  const { value } = await list("pods", podList, topology, home, around);
  return value === undefined ? [] : troubles(value);
}

async function list<T>(
  wanted: string,
  schema: z.ZodType<T>,
  topology: Topology,
  home: Home,
  { run }: Around,
): Promise<
  { readonly value: T; readonly problem?: never } | { readonly value?: never; readonly problem: string }
> {
  const args = [...kubectlTo(topology, home), "get", wanted, "--all-namespaces", "--output=json"];
  const ended = await run("kubectl", args);
  if (ended.missing || ended.code !== 0)
    return { problem: `the cluster does not tell its ${wanted}: ${reasonOf(ended, "kubectl")}` };
  const read = schema.safeParse(JSON.parse(ended.stdout));
  return read.success ? { value: read.data } : { problem: `the cluster tells its ${wanted} in another form` };
}
