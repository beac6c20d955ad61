import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";
import { homeIn, pulumiVariables } from "./home";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

const passphrase = () => join(machine.root, ".pulumi-local", "passphrase");

describe("what the laptop's stack keeps", () => {
  it("is ignored by git", () => {
    expect(readFileSync(".gitignore", "utf8").split("\n")).toContain(".pulumi-local/");
  });

  it("is a passphrase that is made once, readable for its owner alone, and never printed", async () => {
    const { out, errors } = await machine.npmRun(`up --source ${machine.source}`);
    const first = readFileSync(passphrase(), "utf8");
    expect(first.length).toBeGreaterThan(40);
    expect(statSync(passphrase()).mode & 0o077).toBe(0);
    await machine.npmRun("up --skip-build");
    expect(readFileSync(passphrase(), "utf8")).toBe(first);
    expect([out, errors, machine.get("calls"), machine.get("told")].join("\n")).not.toContain(first);
  });

  it("is the salt of its secrets, which leaves the committed stack file alone", async () => {
    const committed = () => readFileSync(join(machine.root, "Pulumi.local.yaml"), "utf8");
    const before = committed();
    await machine.npmRun(`up --source ${machine.source}`);
    await machine.npmRun("up --skip-build");
    expect(committed()).toBe(before);
    const deployed = machine.get("deployed");
    expect(deployed.match(/encryptionsalt: v1:salt/g)).toHaveLength(2);
    expect(deployed.match(/delivery: pulumi/g)).toHaveLength(2);
  });

  it("is Pulumi's state, in the folder and nowhere else", async () => {
    await machine.npmRun(`up --source ${machine.source}`);
    const backends = [...machine.get("told").matchAll(/PULUMI_BACKEND_URL=(\S+)/g)].map(([, url]) => url);
    // As seen from the folder itself, twice, and from the repository.
    expect(backends).toEqual(["file://.", "file://.", "file://./.pulumi-local"]);
    expect(machine.calls().filter((call) => call.startsWith("pulumi"))).toEqual([
      "pulumi -C .pulumi-local stack ls --json --non-interactive",
      "pulumi -C .pulumi-local stack init local --no-select --secrets-provider passphrase --non-interactive",
      expect.stringMatching(
        /^pulumi up --stack local --config-file \S+ --yes --skip-preview --non-interactive$/,
      ),
    ]);
  });

  it("gives way to a backend and a passphrase of the operator's own", () => {
    const home = homeIn(machine.root);
    const given = pulumiVariables(
      home,
      { PULUMI_BACKEND_URL: "s3://b", PULUMI_CONFIG_PASSPHRASE: "" },
      "root",
    );
    expect(Object.keys(given).toSorted()).toEqual(["KUBECONFIG", "PULUMI_SKIP_UPDATE_CHECK"]);
  });

  it("needs the stack file, and says so before a cluster is made", async () => {
    rmSync(join(machine.root, "Pulumi.local.yaml"));
    await expect(machine.npmRun(`up --source ${machine.source}`)).rejects.toThrow(
      "there is no Pulumi.local.yaml",
    );
    expect(machine.get("clusters")).toBe("");
  });
});
