import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

describe("Ctrl-C in npm run local:up", () => {
  it("while it waits says that everything is deployed", async () => {
    const metadata = { name: "gateway-service", namespace: "urr-spring", generation: 1 };
    machine.set("workloads", { items: [{ kind: "Deployment", metadata }] });
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, {
      sleep: () => {
        machine.interrupt();
        return Promise.resolve();
      },
    });
    expect(code).toBe(130);
    expect(errors).toContain("Stopped at rollouts. Everything is deployed and comes up by itself");
  });

  it("while the cluster is made takes its half away, and says that there is none", async () => {
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, {
      run: async (command, args, options) => {
        const ended = await machine.around.run(command, args, options);
        if (args[0] !== "create") return ended;
        machine.interrupt();
        return { code: 1, stdout: "", stderr: "" };
      },
    });
    expect(code).toBe(130);
    expect(errors).toBe("\nStopped at cluster. There is no cluster.\n");
    expect(machine.get("clusters")).toBe("");
  });

  it("while Pulumi deploys says that a part is there, and how to go on or back", async () => {
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`, {
      run: (command, args, options) => {
        if (args.includes("up")) machine.interrupt();
        return machine.around.run(command, args, options);
      },
    });
    expect(code).toBe(130);
    expect(errors).toBe(
      "\nStopped at stack. The cluster is there with a part of the stack: `npm run local:up` goes on from there, `npm run local:down` removes it.\n",
    );
  });
});
