import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

const waits = () => machine.calls().filter((call) => call.includes("--output=json"));

describe("the waiting of npm run local:up", () => {
  it("is for every workload of every namespace, not for a list of names: LOC-12, KCON-35", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    expect(waits()).toEqual([
      expect.stringMatching(
        / get deployments.apps,statefulsets.apps,daemonsets.apps --all-namespaces --output=json$/,
      ),
    ]);
  });

  it("is for Rollouts as well where they are defined", async () => {
    machine.set("definitions", "customresourcedefinition.apiextensions.k8s.io/rollouts.argoproj.io\n");
    await machine.npmRun(`up --source ${machine.source}`);
    expect(waits()[0]).toContain("daemonsets.apps,rollouts.argoproj.io --all-namespaces");
  });

  it("ends at once where one has failed for good", async () => {
    const metadata = { name: "ticket-service", namespace: "urr-spring", generation: 1 };
    const status = {
      observedGeneration: "1",
      phase: "Degraded",
      message: "the analysis failed",
      availableReplicas: 1,
    };
    machine.set("workloads", { items: [{ kind: "Rollout", metadata, spec: { replicas: 3 }, status }] });
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`);
    expect({ code, errors, looks: waits().filter((call) => call.includes("deployments")).length }).toEqual({
      code: 1,
      errors: "✗ urr-spring/ticket-service has 1 of 3 ready: the analysis failed\n",
      looks: 1,
    });
  });

  it("ends where the cluster does not answer, with kubectl's words", async () => {
    machine.set("fail-kubectl---kubeconfig", "The connection to the server was refused\n");
    machine.set("clusters", "");
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`);
    expect(code).toBe(1);
    expect(errors).toContain("the cluster does not tell its deployments.apps");
    expect(errors).toContain("The connection to the server was refused");
  });
});
