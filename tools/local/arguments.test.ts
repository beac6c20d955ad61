import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { wishOf } from "./arguments";
import { fakeMachine, type Machine } from "./fake-machine";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

describe("the commands of npm run local:…", () => {
  it.each([
    ["", "say what to do: up, smoke, down, images, compose"],
    ["start", "say what to do: up, smoke, down, images, compose"],
    ["compose", "say what to do with the containers: up, services or down"],
    ["compose restart", "say what to do with the containers: up, services or down"],
    ["up --topology four", "--topology is single or three, not four"],
    ["up --volumes", "Unknown option '--volumes'"],
    ["down everything", "Unexpected argument 'everything'"],
    ["up --source", "--source"],
  ])("%j is answered with exit code 2, and nothing is asked", async (args, problem) => {
    const { code, out, errors } = await machine.npmRun(args);
    expect({ code, out, calls: machine.get("calls") }).toEqual({ code: 2, out: "", calls: "" });
    expect(errors).toContain(problem);
    expect(errors).toContain("--help");
  });

  it.each(["--help", "up --help", "compose -h"])(
    "%s explains everything, with the exit codes",
    async (args) => {
      const { code, out } = await machine.npmRun(args);
      expect(code).toBe(0);
      for (const option of [
        "source",
        "skip-build",
        "topology",
        "recreate",
        "yes",
        "volumes",
        "with-frontend",
      ])
        expect(out).toContain(`--${option}`);
      for (const meaning of ["0 done", "1 it could not be done", "2 usage", "130 Ctrl-C"])
        expect(out).toContain(meaning);
    },
  );

  it("are for one node unless they say otherwise: KCON-02", () => {
    expect(wishOf(["up"])).toMatchObject({ topology: "single", recreate: false, skipBuild: false });
    expect(wishOf(["down", "--topology", "three"])).toMatchObject({ topology: "three", yes: false });
  });

  it("are programs of Node, the same on Windows: no script of a shell, and no shell around a program: LOC-17", () => {
    const files = readdirSync("tools/local");
    expect(files.filter((file) => !/\.(ts|yaml)$/.test(file))).toEqual([]);
    const sources = files.filter((file) => file.endsWith(".ts") && !/\.test\.ts$|^fake-/.test(file));
    const started = sources.filter((file) =>
      readFileSync(`tools/local/${file}`, "utf8").includes("node:child_process"),
    );
    expect(started).toEqual(["processes.ts"]);
    expect(readFileSync("tools/local/processes.ts", "utf8")).not.toMatch(/shell:|exec\(/);
  });
});
