import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseSettings } from "../../bootstrap/settings";
import { byUrn } from "../../policies/order";
import { stackType } from "../../tools/offline/resource";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { bootstrap } from "../../tools/project/bootstrap";
import { readProject } from "../../tools/project/project-file";
import { Graph } from "../support/graph";
import { projectRoot } from "../support/stacks";
import { runProgram, type Config, type ProgramRun } from "./run-program";

const start = { folder: "bootstrap", stack: "bootstrap" } as const;
/** A file as one would commit it: open in all that a preview may leave open. */
const open: Config = {
  "aws:region": "ap-northeast-2",
  "urr:dns": { zones: { "urr.example.com": {} } },
  "urr:github": { repository: "example-org/urr-infrastructure" },
  "urr:stacks": { dev: { domain: "dev.urr.example.com" } },
};
const deployable: Config = {
  ...open,
  "urr:account": { id: "123456789012" },
  "urr:dns": { zones: { "urr-platform.com": {} } },
  "urr:github": { repository: "urr-platform/infrastructure", ownerId: 1, repositoryId: 2 },
  "urr:stacks": { dev: { domain: "dev.urr-platform.com" } },
};

describe("bootstrap, started as the language host starts it", () => {
  let update: ProgramRun;
  beforeAll(async () => {
    update = await runProgram({ ...start, mode: "update", config: deployable });
  });

  it("loads, runs to its end and registers what the offline preview shows", async () => {
    const { engine, exitCode, output } = update;
    expect(engine.complaints).toEqual([]);
    expect(engine.monitor.problems).toEqual([]);
    expect(output).toBe("");
    expect(exitCode).toBe(0);

    const { settings } = parseSettings(deployable, start.stack);
    if (settings === undefined) throw new Error("the settings cannot be read");
    const project = readProject(join(projectRoot, start.folder));
    const stack = { ...bootstrap(settings), name: start.stack, file: "", project };
    const expected = await evaluateStack(stack, "update");
    expect(engine.monitor.resources.toSorted(byUrn)).toEqual(expected.resources.toSorted(byUrn));
    expect(engine.monitor.stackOutputs).toEqual(expected.outputs);
  });

  it("guards the account it may deploy to", () => {
    const { inputs } = new Graph(update.engine.monitor.resources).named("aws", "pulumi:providers:aws");
    expect(inputs["allowedAccountIds"]).toBe('["123456789012"]');
  });

  it("is refused while anything is open, with everything that is open, before anything is registered: STA-21", async () => {
    const { engine, exitCode, output } = await runProgram({ ...start, mode: "update", config: open });
    expect(exitCode).toBe(32);
    expect(engine.monitor.resources.map(({ type }) => type)).toEqual([stackType]);
    const [message = ""] = engine.complaints;
    expect([...message.matchAll(/^ {2}(\S+)/gm)].map(([, path]) => path)).toEqual([
      "urr:account.id",
      "urr:dns.zones.urr.example.com",
      "urr:github.repository",
      "urr:github.ownerId",
      "urr:github.repositoryId",
    ]);
    expect(message + output).not.toMatch(/^ {4}at /m);
  });
});
