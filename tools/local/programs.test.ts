import { afterEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";

let machine: Machine;
afterEach(() => {
  machine.remove();
});

const commands = ["up", "images", "down --yes", "compose up", "compose down"];

describe("the tools of npm run local:…", () => {
  it.each(commands)(
    "%s says in one line that Docker is not installed, and exits with 1: LOC-11",
    async (args) => {
      machine = fakeMachine(["docker"]);
      const { code, out, errors } = await machine.npmRun(args);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      const [first] = errors.split("\n");
      expect(first).toBe("✗ docker is not installed: https://docs.docker.com/get-started/get-docker/");
    },
  );

  it.each(commands)("%s says in one line that Docker does not run, and exits with 1", async (args) => {
    machine = fakeMachine();
    machine.set("fail-docker-version", "Cannot connect to the Docker daemon\n");
    const { code, out, errors } = await machine.npmRun(args);
    expect({ code, out, errors }).toEqual({
      code: 1,
      out: "",
      errors: "✗ docker does not answer: start Docker Desktop, or the Docker service\n",
    });
  });

  it("are all named at once, each with where it is to be had: LOC-11", async () => {
    machine = fakeMachine(["docker", "kind", "kubectl"]);
    const { errors } = await machine.npmRun("up");
    expect(errors.match(/^✗ (docker|kind|kubectl) is not installed: https:/gm)).toHaveLength(3);
  });

  it("include a kind that is new enough for the node image", async () => {
    machine = fakeMachine();
    const run: Machine["around"]["run"] = (command, args, options) =>
      command === "kind" && args[0] === "version"
        ? Promise.resolve({ code: 0, stdout: "kind v0.9.1 go1.21.0 linux/amd64\n", stderr: "" })
        : machine.around.run(command, args, options);
    const { code, errors } = await machine.npmRun("up --skip-build", { run });
    expect(code).toBe(1);
    expect(errors).toContain("kind 0.9.1 is too old for the node image, which needs 0.33.0");
  });

  it("include Compose, which is not in every Docker", async () => {
    machine = fakeMachine();
    machine.set("fail-docker-compose", "unknown command\n");
    const { code, errors } = await machine.npmRun("compose up");
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "✗ docker compose is not installed: https://docs.docker.com/compose/install/\n",
    });
  });
});
