import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";
import { imageOf, services } from "./services";

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => {
  machine.remove();
});

describe("npm run local:images", () => {
  it("builds each service of the source folder and loads all of them at once: LOC-13, WRK-23", async () => {
    const { code, out } = await machine.npmRun(`images --source ${machine.source}`);
    expect({ code, out: out.split("\n")[1] }).toEqual({ code: 0, out: "✓ images  9 built and loaded" });
    const built = machine.get("images").trim().split("\n");
    expect(built).toEqual(services.map(imageOf));
    const loads = machine.calls().filter((call) => call.startsWith("kind load"));
    expect(loads).toEqual([`kind load docker-image ${built.join(" ")} --name urr-local`]);
  });

  it("tells the frontend, and nobody else, where a browser finds the gateway: WRK-21, KUS-32", async () => {
    await machine.npmRun(`images --source ${machine.source}`);
    const told = machine.calls().filter((call) => call.includes("--build-arg"));
    expect(told).toEqual([
      `docker build --quiet --tag tiketi-spring-frontend:local --build-arg NEXT_PUBLIC_API_URL=http://localhost:3001 ${join(machine.source, "frontend")}`,
    ]);
  });

  it("takes the folder from URR_SOURCE, and a relative one from where the command was typed", async () => {
    const env = { ...machine.around.env, URR_SOURCE: "source", INIT_CWD: machine.root };
    expect(await machine.npmRun("images", { env })).toMatchObject({ code: 0 });
    expect(machine.get("images")).toContain("tiketi-spring-auth-service:local");
  });

  it("says how to name the source where nobody has, before anything is made", async () => {
    for (const args of ["up", "images"]) {
      const { code, errors } = await machine.npmRun(args);
      expect({ code, lines: errors.trim().split("\n").length }).toEqual({ code: 1, lines: 1 });
      for (const way of ["--source", "URR_SOURCE", "--skip-build"]) expect(errors).toContain(way);
    }
    expect(machine.calls().filter((call) => !call.includes("version"))).toEqual([]);
  });

  it("names every service that has no Dockerfile there, before anything is made", async () => {
    for (const name of ["auth-service", "frontend"])
      rmSync(join(machine.source, name), { recursive: true, force: true });
    const { code, errors } = await machine.npmRun(`up --source ${machine.source}`);
    expect(code).toBe(1);
    expect(errors.trim().split("\n")).toEqual(
      ["auth-service", "frontend"].map((name) => `✗ there is no ${join(machine.source, name, "Dockerfile")}`),
    );
    expect(machine.get("clusters")).toBe("");
  });

  it("with --skip-build loads what Docker has, and names what it has not: LOC-11", async () => {
    const have = services.map(imageOf).filter((image) => !image.includes("queue"));
    machine.set("images", `${have.join("\n")}\n`);
    const { code, errors } = await machine.npmRun("images --skip-build");
    expect(code).toBe(1);
    expect(errors.split("\n")[0]).toBe("✗ there is no image tiketi-spring-queue-service:local");
    machine.set("images", `${services.map(imageOf).join("\n")}\n`);
    expect(await machine.npmRun("images --skip-build")).toMatchObject({ code: 0, errors: "" });
    expect(machine.calls().filter((call) => call.startsWith("docker build"))).toEqual([]);
  });

  it("stops at the first image that cannot be built, with Docker's last words", async () => {
    machine.set("fail-docker-build", "Step 3\nerror: no such package\n");
    const { code, errors } = await machine.npmRun(`images --source ${machine.source}`);
    expect({ code, errors }).toEqual({
      code: 1,
      errors:
        "✗ tiketi-spring-gateway-service:local cannot be built; Docker says:\n✗   Step 3\n✗   error: no such package\n",
    });
    expect(machine.calls().filter((call) => /build|load/.test(call))).toHaveLength(1);
  });
});
