import { quote } from "../aws-cli/shell";
import type { WakeFacts } from "./facts";

/** Every call about an environment, composed here only: what is shown is what is run. */
export type Arguments = readonly string[];

export function listNodeGroups({ clusterName }: WakeFacts): Arguments {
  return ["eks", "list-nodegroups", "--cluster-name", clusterName];
}

export function describeNodeGroup({ clusterName }: WakeFacts, name: string): Arguments {
  return ["eks", "describe-nodegroup", "--cluster-name", clusterName, "--nodegroup-name", name];
}

/** The same call that the schedule makes in the morning. */
export function resizeNodeGroup(facts: WakeFacts, name: string): Arguments {
  return [...resizing(facts), name, ...sizes(facts)];
}

export function describeAutoScalingGroup(name: string): Arguments {
  return ["autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", name];
}

export function describeDatabase(identifier: string): Arguments {
  return ["rds", "describe-db-instances", "--db-instance-identifier", identifier];
}

export function startDatabase(identifier: string): Arguments {
  return ["rds", "start-db-instance", "--db-instance-identifier", identifier];
}

/** Lines for a POSIX shell that do the same; a name that only AWS knows is looked up by them. */
export function scriptOf(facts: WakeFacts): readonly string[] {
  const line = (...words: readonly string[]) =>
    `${["aws", ...words].join(" ")} --region ${quote(facts.region)}`;
  const [first, ...others] = resizing(facts).map(quote);
  const resize = (name: string) => line(first ?? "", ...others, name, ...sizes(facts).map(quote));
  const { exact, start } = facts.nodeGroup;
  const query = `nodegroups[?starts_with(@, \`"${start ?? ""}"\`)] | [0]`;
  const found = line(...listNodeGroups(facts).map(quote), "--query", quote(query), "--output", "text");
  return [
    ...(exact === undefined ? [`nodeGroup=$(${found})`, resize('"$nodeGroup"')] : [resize(quote(exact))]),
    ...(facts.database === undefined ? [] : [line(...startDatabase(facts.database).map(quote))]),
  ];
}

function resizing({ clusterName }: WakeFacts): Arguments {
  return ["eks", "update-nodegroup-config", "--cluster-name", clusterName, "--nodegroup-name"];
}

function sizes({ nodes: { min, desired, max } }: WakeFacts): Arguments {
  const shorthand = `minSize=${String(min)},desiredSize=${String(desired)},maxSize=${String(max)}`;
  return ["--scaling-config", shorthand];
}
