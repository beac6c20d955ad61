import { existsSync } from "node:fs";
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

const home = () => existsSync(join(machine.root, ".pulumi-local"));

describe("npm run local:down", () => {
  it("deletes the cluster and the state, and keeps the images", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    machine.set("calls", "");
    const { code, out, errors } = await machine.npmRun("down --yes");
    expect({ code, errors, clusters: machine.get("clusters"), home: home() }).toEqual({
      ...{ code: 0, errors: "", clusters: "", home: false },
    });
    expect(out).toContain("✓ cluster  urr-local is deleted\n✓ state    .pulumi-local/ is removed\n");
    expect(machine.calls().filter((call) => /destroy|image|rmi|prune/.test(call))).toEqual([]);
  });

  it("deletes no other cluster than its own", async () => {
    machine.set("clusters", "somebody-elses\ntiketi-local\n");
    const { code, out } = await machine.npmRun("down --yes");
    expect({ code, clusters: machine.get("clusters") }).toEqual({
      ...{ code: 0, clusters: "somebody-elses\ntiketi-local\n" },
    });
    expect(out).toContain("there is no urr-local");
    await machine.npmRun("down --yes --topology three");
    expect(machine.get("clusters")).toBe("somebody-elses\n");
  });

  it("asks before it does, and does nothing after a no", async () => {
    machine.set("clusters", "urr-local\n");
    let asked = "";
    const answering = (answer: boolean) => ({
      confirm: (question: string) => {
        asked = question;
        return Promise.resolve(answer);
      },
    });
    expect(await machine.npmRun("down", answering(false))).toMatchObject({
      code: 1,
      errors: "Nothing was deleted.\n",
    });
    expect(asked).toContain("urr-local with its databases");
    expect(machine.get("clusters")).toBe("urr-local\n");
    expect(await machine.npmRun("down", answering(true))).toMatchObject({ code: 0 });
    expect(machine.get("clusters")).toBe("");
  });

  it("without a terminal wants --yes", async () => {
    machine.set("clusters", "urr-local\n");
    const { code, errors } = await machine.npmRun("down");
    expect({ code, clusters: machine.get("clusters") }).toEqual({ code: 1, clusters: "urr-local\n" });
    expect(errors).toContain("--yes");
  });

  it("keeps the state while the cluster is still there", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    machine.set("fail-kind-delete", "ERROR: busy\n");
    const { code, errors } = await machine.npmRun("down --yes");
    expect({ code, home: home() }).toEqual({ code: 1, home: true });
    expect(errors).toBe("✗ the cluster urr-local is not deleted: ERROR: busy\n");
  });

  it("takes the stack out of a backend of the operator's own, without a word to what is gone with the cluster", async () => {
    machine.set("made", "");
    const env = { ...machine.around.env, PULUMI_BACKEND_URL: "s3://states" };
    expect(await machine.npmRun("down --yes", { env })).toMatchObject({ code: 0 });
    expect(machine.calls().at(-1)).toBe(
      "pulumi -C .pulumi-local stack rm --stack local --force --yes --preserve-config --non-interactive",
    );
  });
});
