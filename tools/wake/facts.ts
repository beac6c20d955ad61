import type { WorkingHoursSettings } from "../../components/operations/working-hours/settings";
import type { Problem } from "../../infra/problems";
import { parseSettings, type Settings } from "../../infra/settings";
import { withPhysicalName } from "../offline/autonaming";
import { readProject, type Project } from "../project/project-file";
import { readStackFile } from "../project/read-stack-file";
import { stacksIn } from "../project/stack-files";

/** What has to be known of an environment to bring it back. */
export interface WakeFacts {
  readonly stack: string;
  /** Relative to the folder of the project. */
  readonly file: string;
  readonly region: string;
  /** Undefined where the stack file leaves it open. */
  readonly accountId: string | undefined;
  /** Undefined where nothing is ever stopped. */
  readonly hours: WorkingHoursSettings | undefined;
  readonly clusterName: string;
  readonly nodes: { readonly min: number; readonly desired: number; readonly max: number };
  readonly nodeGroup: NodeGroupName;
  /** Identifier of the instance; undefined where PostgreSQL runs in the cluster. */
  readonly database: string | undefined;
}

/** A name is the operator's choice, or ends with what the engine made up. */
export type NodeGroupName =
  { readonly exact: string; readonly start?: never } | { readonly exact?: never; readonly start: string };

export type FactsOrProblems =
  | { readonly facts: WakeFacts; readonly problems?: never }
  | { readonly facts?: never; readonly file: string; readonly problems: readonly Problem[] };

/** The environments that have a file; what an account has once never sleeps. */
export function environmentsIn(root: string): readonly string[] {
  return stacksIn(root)
    .filter(({ folder }) => folder === "")
    .map(({ name }) => name);
}

/** What a stack file says, or everything that is wrong with it. */
export function readFacts(root: string, stack: string): FactsOrProblems {
  const file = `Pulumi.${stack}.yaml`;
  const { settings, problems } = readStackFile(root, { name: stack, file }, parseSettings);
  if (settings === undefined) return { file, problems };
  return { facts: factsOf(settings, readProject(root)) };
}

/** The logical names under which the program makes the two. */
const logical = { nodeGroup: "cluster-system-nodes", database: "data-tier-postgres-db-instance" } as const;

/** What the settings come to; names are those that the program gives. */
export function factsOf({ stack, region, ...settings }: Settings, project: Project): WakeFacts {
  const { cluster, dataTier, environment, operations } = settings;
  const { identifier = `${environment.prefix}-postgres`, mode } = dataTier.postgres;
  const { min, desired, max } = cluster.nodes;
  const chosen = environment.names[logical.nodeGroup];
  return {
    stack,
    file: `Pulumi.${stack}.yaml`,
    region,
    accountId: environment.accountId,
    hours: operations.workingHours,
    clusterName: environment.prefix,
    nodes: { min, desired, max },
    nodeGroup: chosen === undefined ? { start: startOfName(stack, project) } : { exact: chosen },
    database: mode === "managed" ? (environment.names[logical.database] ?? identifier) : undefined,
  };
}

/** What comes before the characters that the engine made up. */
function startOfName(stack: string, { autonaming, name: project }: Project): string {
  const type = "aws:eks/nodeGroup:NodeGroup";
  const named = { project, stack, type, name: logical.nodeGroup, urn: "" };
  const { nodeGroupName } = withPhysicalName(autonaming, named, {});
  return String(nodeGroupName).replace(/[^-]*$/, "");
}
