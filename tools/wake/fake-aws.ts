import { stripVTControlCharacters } from "node:util";
import { workingHoursSettings } from "../../components/operations/working-hours/settings";
import { answer, refusal, type Answers } from "../aws-cli/fake-answers";
import type { Ended } from "../aws-cli/processes";
import { runWake, type Terminal } from "./command";
import type { FactsOrProblems, WakeFacts } from "./facts";

export const facts: WakeFacts = {
  stack: "dev",
  file: "Pulumi.dev.yaml",
  region: "ap-northeast-2",
  accountId: "123456789012",
  hours: workingHoursSettings.parse({}),
  clusterName: "urr-dev",
  nodes: { min: 2, desired: 3, max: 4 },
  nodeGroup: { start: "urr-dev-cluster-system-nodes-" },
  database: "urr-dev-postgres",
};

export const nodeGroup = "urr-dev-cluster-system-nodes-3fa2c1";

interface Situation {
  /** Sizes as the group has them at first. */
  readonly sizes?: { readonly min: number; readonly desired: number; readonly max: number };
  /** Seconds in which EKS is still at work on another change. */
  readonly changingSeconds?: number;
  readonly database?: string;
  /** What AWS answers in place of all that, by command. */
  readonly answers?: Answers;
  /** Presses Ctrl-C after so many seconds. */
  readonly interruptedAfter?: number;
  /** By default noon of a Saturday in Seoul. */
  readonly now?: string;
}

export interface FakeAws extends Pick<Terminal, "run" | "now" | "sleep" | "interrupted"> {
  /** Every command that was run. */
  readonly calls: readonly string[];
  readonly seconds: () => number;
}

/** An account whose time passes by waiting alone; at first it sleeps. */
export function fakeAws(situation: Situation = {}): FakeAws {
  const began = new Date(situation.now ?? "2026-11-21T12:00:00+09:00").getTime();
  const { changingSeconds = 0, interruptedAfter = Infinity } = situation;
  let sizes = situation.sizes ?? { min: 0, desired: 0, max: 4 };
  let seconds = 0;
  let resizedAt = -1000;
  let database = situation.database ?? "stopped";
  let startedAt = 0;
  const calls: string[] = [];
  const interruption = new AbortController();

  const groupIsChanging = () => seconds < changingSeconds || seconds < resizedAt + 15;
  const databaseStatus = () => {
    if (database === "stopping" && seconds >= 120) database = "stopped";
    if (database === "starting" && seconds >= startedAt + 300) database = "available";
    return database;
  };
  // A node a minute.
  const running = () => Math.min(sizes.desired, Math.floor((seconds - resizedAt) / 60));

  const answers: Readonly<Record<string, (args: readonly string[]) => Ended>> = {
    "sts get-caller-identity": () =>
      answer({ Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/dev" }),
    "eks list-nodegroups": () => answer({ nodegroups: ["another", nodeGroup] }),
    "eks describe-nodegroup": () =>
      answer({
        nodegroup: {
          status: groupIsChanging() ? "UPDATING" : "ACTIVE",
          scalingConfig: { minSize: sizes.min, desiredSize: sizes.desired, maxSize: sizes.max },
          resources: { autoScalingGroups: [{ name: "eks-nodes" }] },
          health: { issues: [] },
        },
      }),
    "eks update-nodegroup-config": (args) => {
      if (groupIsChanging()) return refusal("ResourceInUseException");
      const [min = 0, desired = 0, max = 0] = (args.at(-5) ?? "").match(/\d+/g)?.map(Number) ?? [];
      [sizes, resizedAt] = [{ min, desired, max }, seconds];
      return answer({ update: {} });
    },
    "autoscaling describe-auto-scaling-groups": () =>
      answer({
        AutoScalingGroups: [
          {
            Instances: Array.from({ length: sizes.desired }, (_, index) => ({
              LifecycleState: index < running() ? "InService" : "Pending",
            })),
          },
        ],
      }),
    "rds describe-db-instances": () => answer({ DBInstances: [{ DBInstanceStatus: databaseStatus() }] }),
    "rds start-db-instance": () => {
      if (databaseStatus() !== "stopped") return refusal("InvalidDBInstanceState");
      [database, startedAt] = ["starting", seconds];
      return answer({ DBInstance: {} });
    },
  };

  return {
    calls,
    seconds: () => seconds,
    now: () => new Date(began + seconds * 1000),
    sleep: (milliseconds) => {
      seconds += milliseconds / 1000;
      if (seconds >= interruptedAfter) interruption.abort();
      return Promise.resolve();
    },
    interrupted: interruption.signal,
    run: (command, args) => {
      calls.push([command, ...args].join(" "));
      const key = args.slice(0, 2).join(" ");
      const ended = situation.answers?.[key] ?? answers[key]?.(args);
      return Promise.resolve(ended ?? refusal("Unexpected", key));
    },
  };
}

/** Runs the command, and gives what it prints without colours. */
export async function run(args: readonly string[], aws: FakeAws, given: FactsOrProblems = { facts }) {
  let [out, errors] = ["", ""];
  const environments = { names: () => ["dev", "prod"], read: () => given };
  const code = await runWake(args, environments, {
    ...aws,
    print: (text) => (out += stripVTControlCharacters(text)),
    printError: (text) => (errors += stripVTControlCharacters(text)),
  });
  return { code, out, errors };
}

/** The commands among them that change something. */
export const changes = ({ calls }: FakeAws) => calls.filter((call) => /update-|start-/.test(call));
