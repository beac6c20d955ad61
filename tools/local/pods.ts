import { z } from "zod";

const state = z.object({
  waiting: z.object({ reason: z.string().default("waiting"), message: z.string().optional() }).optional(),
});
const containers = z
  .array(z.object({ name: z.string(), ready: z.boolean(), state: state.prefault({}) }))
  .default([]);

/** A list of `kubectl get pods -o json`. */
export const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), namespace: z.string() }),
      status: z.object({
        phase: z.string(),
        containerStatuses: containers,
        initContainerStatuses: containers,
        conditions: z
          .array(z.object({ type: z.string(), status: z.string(), message: z.string().optional() }))
          .default([]),
      }),
    }),
  ),
});

/** Why pods do not serve, a line for each that does not. */
export function troubles({ items }: z.infer<typeof podList>): readonly string[] {
  return items.flatMap(({ metadata, status }) => {
    if (status.phase === "Succeeded") return [];
    const name = `${metadata.namespace}/${metadata.name}`;
    const line = (reason: string) => [`pod ${name}: ${reason}`];
    const unscheduled = status.conditions.find(
      ({ type, status: is }) => type === "PodScheduled" && is === "False",
    );
    if (unscheduled !== undefined) return line(unscheduled.message ?? "no node takes it");
    const all = [...status.initContainerStatuses, ...status.containerStatuses];
    // A pod whose containers merely come up waits with these reasons as well.
    const waiting = all.find(
      ({ state: { waiting: why } }) =>
        why !== undefined && !["ContainerCreating", "PodInitializing"].includes(why.reason),
    );
    if (waiting?.state.waiting !== undefined) {
      const { reason, message } = waiting.state.waiting;
      return line(message === undefined ? reason : `${reason}, ${message}`);
    }
    const unready = status.containerStatuses.filter(({ ready }) => !ready).map((one) => one.name);
    return unready.length === 0 ? [] : line(`not ready: ${unready.join(", ")}`);
  });
}
