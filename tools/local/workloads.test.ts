import { describe, expect, it } from "vitest";

import { podList, troubles } from "./pods";
import { readWorkloads, workloadList } from "./workloads";

const metadata = { name: "x", namespace: "n", generation: 2 };
const read = (one: object) => readWorkloads(workloadList.parse({ items: [{ metadata, ...one }] }))[0];

const deployed = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const deployment = (status: object) => read({ kind: "Deployment", spec: { replicas: 2 }, status });

describe("a Deployment", () => {
  it("is ready when every pod of it is new and available: KCON-35", () => {
    expect(deployment(deployed)).toEqual({ name: "n/x", ready: 2, desired: 2, state: "ready" });
  });

  it.each([
    ["nobody has seen its last change", { ...deployed, observedGeneration: 1 }],
    ["a pod is not available", { ...deployed, availableReplicas: 1 }],
    ["a pod is still an old one", { ...deployed, updatedReplicas: 1 }],
    ["an old pod has not ended yet", { ...deployed, replicas: 3 }],
    ["nothing is known of it", {}],
  ])("is waited for while %s", (_, status) => {
    expect(deployment(status)).toMatchObject({ state: "waiting" });
  });

  it("that makes no progress has failed, in its own words", () => {
    const conditions = [{ type: "Progressing", status: "False", message: "has timed out" }];
    expect(deployment({ ...deployed, availableReplicas: 0, conditions })).toMatchObject({
      state: "failed",
      reason: "has timed out",
    });
  });

  it("of no pods is ready without any", () => {
    expect(
      read({ kind: "Deployment", spec: { replicas: 0 }, status: { observedGeneration: 2 } }),
    ).toMatchObject({
      state: "ready",
    });
  });
});

describe("other workloads", () => {
  it("StatefulSets are counted by ready pods, one unless they say more: LOC-12, KCON-35", () => {
    const status = { observedGeneration: 2, updatedReplicas: 1, readyReplicas: 0 };
    expect(read({ kind: "StatefulSet", status })).toMatchObject({ ready: 0, desired: 1, state: "waiting" });
    expect(read({ kind: "StatefulSet", status: { ...status, readyReplicas: 1 } })).toMatchObject({
      state: "ready",
    });
  });

  it("DaemonSets are counted by nodes, which the documented list leaves out: LOC-12", () => {
    const status = {
      observedGeneration: 2,
      desiredNumberScheduled: 3,
      updatedNumberScheduled: 3,
      numberAvailable: 2,
    };
    expect(read({ kind: "DaemonSet", status })).toMatchObject({ ready: 2, desired: 3, state: "waiting" });
    expect(read({ kind: "DaemonSet", status: { ...status, numberAvailable: 3 } })).toMatchObject({
      state: "ready",
    });
  });

  it.each([
    ["Healthy", "ready"],
    ["Paused", "ready"],
    ["Progressing", "waiting"],
    ["Degraded", "failed"],
    [undefined, "waiting"],
  ])("Rollouts say themselves how they stand: %s is %s", (phase, state) => {
    // As Argo Rollouts writes it, the generation is text.
    const status = { phase, observedGeneration: "2", message: "aborted" };
    expect(read({ kind: "Rollout", spec: { replicas: 1 }, status })).toMatchObject({ state });
  });
});

describe("a pod that does not serve", () => {
  const why = (status: object) =>
    troubles(podList.parse({ items: [{ metadata, status: { phase: "Pending", ...status } }] }));

  it("says why no node takes it", () => {
    const conditions = [{ type: "PodScheduled", status: "False", message: "Insufficient memory" }];
    expect(why({ conditions })).toEqual(["pod n/x: Insufficient memory"]);
  });

  it("says what its container waits for, the first ones before", () => {
    const waiting = { reason: "CrashLoopBackOff", message: "back-off" };
    const initContainerStatuses = [{ name: "init", ready: false, state: { waiting } }];
    const containerStatuses = [
      { name: "app", ready: false, state: { waiting: { reason: "PodInitializing" } } },
    ];
    expect(why({ initContainerStatuses, containerStatuses })).toEqual([
      "pod n/x: CrashLoopBackOff, back-off",
    ]);
  });

  it("names the container that is not ready, and nothing where all are or its work is done", () => {
    const running = (ready: boolean) => ({ containerStatuses: [{ name: "app", ready, state: {} }] });
    expect(why({ phase: "Running", ...running(false) })).toEqual(["pod n/x: not ready: app"]);
    expect(why({ phase: "Running", ...running(true) })).toEqual([]);
    expect(why({ phase: "Succeeded", ...running(false) })).toEqual([]);
  });
});
