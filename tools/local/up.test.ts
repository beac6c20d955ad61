import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

const deployment = (name: string, ready: number) => ({
  kind: "Deployment",
  metadata: { name, namespace: "urr-spring", generation: 1 },
  spec: { replicas: 1 },
  status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: ready },
});

describe("npm run local:up", () => {
  it("makes the cluster, builds and loads the images, deploys, waits and says where everything is: LOC-11, LOC-13", async () => {
    machine.set("workloads", { items: [deployment("gateway-service", 0), deployment("auth-service", 1)] });
    const { code, out, errors } = await machine.npmRun(`up --source ${machine.source}`, {
      sleep: async (pause) => {
        await machine.around.sleep(pause);
        machine.set("workloads", {
          items: [deployment("gateway-service", 1), deployment("auth-service", 1)],
        });
      },
    });
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(out).toBe(`✓ tools     docker 28.2.2, kind 0.33.0, kubectl 1.36.4
✓ cluster   urr-local is made, with 1 node
✓ images    9 built and loaded
✓ stack     local is deployed
✓ rollouts  2 of 2 ready after 2 s

what         where
───────────  ─────────────────────
Frontend     http://localhost:3000
Gateway API  http://localhost:3001
Grafana      http://localhost:3006
Zipkin       http://localhost:9411
PostgreSQL   localhost:15432

\`npm run local:smoke\` tries it, \`npm run local:down\` removes it.
Its pods: kubectl --kubeconfig .pulumi-local/kubeconfig get pods --all-namespaces
`);
    const order = ["kind create cluster", "docker build", "kind load", "pulumi up", "kubectl"].map((start) =>
      machine.calls().findLastIndex((call) => call.startsWith(start)),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it("asks the cluster by name in a file of its own, never the one that the operator works with", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    const kubeconfig = join(machine.root, ".pulumi-local", "kubeconfig");
    const asked = machine
      .calls()
      .filter((call) => /^(kubectl|kind) /.test(call) && !/version|get clusters|load/.test(call));
    expect(asked.length).toBeGreaterThan(2);
    for (const call of asked) expect(call).toContain(`--kubeconfig ${kubeconfig}`);
    for (const call of asked.filter((one) => one.startsWith("kubectl")))
      expect(call).toContain("--context kind-urr-local");
    expect(machine.get("told")).toContain(`KUBECONFIG=${kubeconfig}\n`);
  });

  it("reuses the cluster and the stack, and with --recreate makes both anew", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    machine.set("calls", "");
    const { code, out } = await machine.npmRun("up --skip-build");
    expect({ code, again: out.includes("✓ cluster   urr-local is there already") }).toEqual({
      code: 0,
      again: true,
    });
    expect(machine.calls().filter((call) => / (create|delete|init|build) /.test(call))).toEqual([]);

    machine.set("calls", "");
    await machine.npmRun("up --skip-build --recreate");
    expect(machine.calls().filter((call) => /(create|delete) cluster/.test(call))).toHaveLength(2);
  });

  it("forgets the state of a cluster that is gone before it makes another: nothing of it would be true", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    const salted = join(machine.root, ".pulumi-local", "Pulumi.local.yaml");
    expect(readFileSync(salted, "utf8")).toContain("encryptionsalt");
    machine.set("clusters", "");
    machine.set("fail-kind-create", "no room\n");
    await machine.npmRun("up --skip-build");
    expect(() => readFileSync(salted, "utf8")).toThrow("ENOENT");
  });

  it("has a second layout of three nodes, and refuses two clusters on the same ports: KCON-02, LOC-01", async () => {
    const { out } = await machine.npmRun(`up --topology three --source ${machine.source}`);
    expect(out).toContain("✓ cluster   tiketi-local is made, with 3 nodes");
    expect(machine.calls().find((call) => call.includes("load docker-image"))).toMatch(
      /--name tiketi-local$/,
    );
    const { code, errors } = await machine.npmRun("up --skip-build");
    expect(code).toBe(1);
    expect(errors).toBe(
      "✗ the cluster tiketi-local holds the same ports: `npm run local:down -- --topology three` removes it\n",
    );
  });

  it("names every port that somebody else holds before it makes anything", async () => {
    const isTaken = (port: number) => Promise.resolve([3000, 9411].includes(port));
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, { isTaken });
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "✗ port 3000, for Frontend, is in use\n✗ port 9411, for Zipkin, is in use\n",
    });
    expect(machine.calls().filter((call) => call.includes("create"))).toEqual([]);
  });
});

describe("a failure of npm run local:up", () => {
  it("in making the cluster is told, and leaves no half of one", async () => {
    machine.set("fail-kind-create", "Creating cluster\nERROR: failed to create cluster: no room\n");
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`);
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "✗ the cluster urr-local cannot be made: ERROR: failed to create cluster: no room\n",
    });
    expect(machine.calls().at(-1)).toContain("kind delete cluster --name urr-local");
  });

  it("to take the old state away comes before a cluster is made", async () => {
    const pulumi = join(machine.root, "node_modules/pulumi/run.js");
    writeFileSync(pulumi, `console.error("error: access denied"); process.exitCode = 1;`);
    const env = { ...machine.around.env, PULUMI_BACKEND_URL: "s3://states" };
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, { env });
    expect({ code, errors, clusters: machine.get("clusters") }).toEqual({
      code: 1,
      errors: "✗ Pulumi cannot list stacks: error: access denied\n",
      clusters: "",
    });
  });

  it("in a cluster whose nodes sleep comes with the way to a new one", async () => {
    machine.set("clusters", "urr-local\n");
    machine.set("asleep", "");
    const { code, errors } = await machine.npmRun("up --skip-build");
    expect(code).toBe(1);
    expect(errors).toContain("urr-local is there and not ready: timed out waiting for the condition\n");
    expect(errors).toContain("local:up -- --recreate");
  });

  it("in Pulumi ends with Pulumi's own words above", async () => {
    machine.set("fail-pulumi-up", "");
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`);
    expect(code).toBe(1);
    expect(errors).toBe("✗ the stack local is not deployed; Pulumi says above why\n");
  });

  it("to become ready ends after 300 seconds with what is missing and what its pods say: LOC-11", async () => {
    machine.set("workloads", { items: [deployment("gateway-service", 0), deployment("auth-service", 1)] });
    machine.set("pods", {
      items: [
        {
          metadata: { name: "gateway-service-1", namespace: "urr-spring" },
          status: {
            phase: "Pending",
            containerStatuses: [
              { name: "app", ready: false, state: { waiting: { reason: "ErrImageNeverPull" } } },
            ],
          },
        },
      ],
    });
    let seconds = 0;
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, {
      sleep: (pause) => {
        seconds += pause / 1000;
        return machine.around.sleep(pause);
      },
    });
    expect({ code, seconds }).toEqual({ code: 1, seconds: 300 });
    expect(errors).toBe(
      "✗ urr-spring/gateway-service has 0 of 1 ready\n✗ pod urr-spring/gateway-service-1: ErrImageNeverPull\n",
    );
  });
});
