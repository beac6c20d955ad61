import { z } from "zod";
import type { AskAws, AwsAnswer } from "../aws-cli/ask";
import { describeAutoScalingGroup, describeNodeGroup, listNodeGroups, resizeNodeGroup } from "./commands";
import type { WakeFacts } from "./facts";
import { refusedBy, type Look, type Part } from "./part";

const groups = z.object({ nodegroups: z.array(z.string()) });
const group = z.object({
  nodegroup: z.object({
    status: z.string(),
    scalingConfig: z.object({ minSize: z.number(), desiredSize: z.number() }),
    resources: z
      .object({ autoScalingGroups: z.array(z.object({ name: z.string() })).default([]) })
      .optional(),
    health: z.object({ issues: z.array(z.object({ code: z.string() })).default([]) }).optional(),
  }),
});
const autoScalingGroups = z.object({
  AutoScalingGroups: z.array(z.object({ Instances: z.array(z.object({ LifecycleState: z.string() })) })),
});

/** Where nothing can be asked of the group any more. */
const lost: ReadonlySet<string> = new Set(["CREATE_FAILED", "DELETE_FAILED", "DELETING"]);

/** The managed nodes. They are up when as many instances are in service as are asked for. */
export function nodesPart(ask: AskAws, facts: WakeFacts): Part {
  let asked = false;
  return {
    kind: "nodes",
    look: async () => {
      const found = await findNodeGroup(ask, facts);
      if (typeof found !== "string") return found;
      const look = await lookAt(ask, facts, found, asked);
      asked ||= look.state === "starting";
      return look;
    },
  };
}

async function findNodeGroup(ask: AskAws, facts: WakeFacts): Promise<string | Look> {
  const { exact, start } = facts.nodeGroup;
  if (exact !== undefined) return exact;
  const { value, failure } = await ask(listNodeGroups(facts), groups);
  const refused = (text: string): Look => ({ state: "refused", text, name: facts.clusterName });
  if (failure?.code === "ResourceNotFoundException") {
    return refused(
      `there is no cluster ${facts.clusterName} in ${facts.region}: is ${facts.stack} deployed?`,
    );
  }
  if (failure !== undefined) return refusedBy(failure, facts.clusterName);
  const [name, ...others] = value.nodegroups.filter((one) => one.startsWith(start));
  if (name === undefined) return refused(`${facts.clusterName} has no node group called ${start}…`);
  if (others.length === 0) return name;
  const names = [name, ...others].join(" and ");
  return refused(`${names} are two of one kind: a deployment replaces the nodes, so try again after it`);
}

/** @param asked whether the change under way is ours. */
async function lookAt(ask: AskAws, facts: WakeFacts, name: string, asked: boolean): Promise<Look> {
  const { value, failure } = await ask(describeNodeGroup(facts, name), group);
  if (failure !== undefined) return refusedBy(failure, name);
  const { health, resources, scalingConfig, status } = value.nodegroup;
  if (lost.has(status)) return { state: "refused", text: `the node group is ${status}`, name };
  const { min, desired, max } = facts.nodes;
  // More than that may run, if somebody asked for it: they stay.
  if (scalingConfig.minSize < min || scalingConfig.desiredSize < desired) {
    const text = `${String(desired)} asked for, at least ${String(min)} and at most ${String(max)}`;
    const ordered: Look = { state: "starting", text, name };
    // EKS makes one change at a time, and this may be the evening's.
    const held: Look = { state: "held", text: "EKS is still changing the group", name };
    if (status === "UPDATING" || status === "CREATING") return asked ? ordered : held;
    const { failure: refusal } = await ask(resizeNodeGroup(facts, name), z.unknown());
    if (refusal === undefined) return ordered;
    return refusal.code === "ResourceInUseException" ? held : refusedBy(refusal, name);
  }

  const running = await countRunning(ask, resources?.autoScalingGroups[0]?.name);
  if (running.failure !== undefined) return refusedBy(running.failure, name);
  const text = `${String(running.value)} of ${String(scalingConfig.desiredSize)} in service`;
  if (running.value >= scalingConfig.desiredSize) return { state: "up", text, name };
  const issues = (health?.issues ?? []).map(({ code }) => code);
  return { state: "starting", text: [text, ...issues].join(", "), name };
}

/** EKS says that its change is done as soon as the instances are ordered, so they are counted themselves. */
async function countRunning(ask: AskAws, name: string | undefined): Promise<AwsAnswer<number>> {
  if (name === undefined) return { value: 0 };
  const { value, failure } = await ask(describeAutoScalingGroup(name), autoScalingGroups);
  if (failure !== undefined) return { failure };
  const instances = value.AutoScalingGroups.flatMap(({ Instances }) => Instances);
  return { value: instances.filter(({ LifecycleState }) => LifecycleState === "InService").length };
}
