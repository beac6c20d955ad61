import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { fakeMachine, type Machine } from "./fake-machine";
import { services, startOrder } from "./services";

const containers = [5438, 5434, 5435, 5436, 5437, 6379, 9411, 9092];

let machine: Machine;
beforeEach(() => {
  machine = fakeMachine();
  for (const { name } of services) {
    const path = join(machine.source, name, "gradle/wrapper/gradle-wrapper.jar");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
});
afterEach(() => {
  machine.remove();
});

const started = () => machine.get("ports").trim().split("\n").map(Number);
const isTaken = (port: number) => Promise.resolve(containers.includes(port) || started().includes(port));
const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 10));
const run = (changed: Parameters<Machine["npmRun"]>[1] = {}) =>
  machine.npmRun(`compose services --source ${machine.source}`, { isTaken, sleep, ...changed });

describe("npm run local:compose -- services", () => {
  it("starts every service by Gradle in the documented order, and ends all of them with Ctrl-C: LOC-15, LOC-16, KCON-36", async () => {
    const { code, out, errors } = await run({
      print: (text) => {
        if (text.includes("Ctrl-C ends them")) machine.interrupt();
      },
    });
    // The processes are over: the command waits for them, and each would run a minute.
    expect({ code, out, errors }).toEqual({ code: 0, out: "", errors: "" });
    expect(started()).toEqual(startOrder.map(({ port }) => port));
    const calls = machine.calls().filter((call) => call.startsWith("java"));
    expect(new Set(calls)).toEqual(
      new Set([
        "java -classpath gradle/wrapper/gradle-wrapper.jar org.gradle.wrapper.GradleWrapperMain --no-daemon bootRun",
      ]),
    );
    const log = join(machine.root, ".pulumi-local", "logs", "auth-service.log");
    expect(readFileSync(log, "utf8")).toBe("Started on 3005\n");
  });

  it("ends the others where one does not start, and says where its output is: LOC-15", async () => {
    machine.set("ends-3003", "");
    const { code, errors } = await run({
      isTaken: (port) => (port === 3003 ? Promise.resolve(false) : isTaken(port)),
    });
    expect({ code, errors }).toEqual({
      code: 1,
      errors: "✗ payment-service has ended; its output is in .pulumi-local/logs/payment-service.log\n",
    });
    expect(started()).toEqual([3005, 3002, 3003]);
  });

  it("wants the containers first, and starts nothing without them", async () => {
    const { code, errors } = await run({ isTaken: (port) => Promise.resolve(port !== 6379) });
    expect({ code, ports: machine.get("ports") }).toEqual({ code: 1, ports: "" });
    expect(errors).toBe("✗ the containers are not there: `npm run local:compose -- up` starts them\n");
  });

  it("names each source that is missing, the frontend's where it is asked for: LOC-15", async () => {
    const { code, errors } = await machine.npmRun(
      `compose services --with-frontend --source ${machine.source}`,
    );
    expect({ code, errors }).toEqual({
      code: 1,
      errors: `✗ there is no ${join(machine.source, "frontend", "package.json")}\n`,
    });
    expect(await machine.npmRun("compose services")).toMatchObject({
      code: 1,
      errors: "✗ name the folder of the services' source: `--source <folder>` or URR_SOURCE\n",
    });
  });

  it("starts the frontend's development server last where it is asked for: LOC-15", async () => {
    writeFileSync(join(machine.source, "frontend", "package.json"), "{}");
    const npm = join(machine.root, "npm.js");
    const script = `const { FAKE, PORT, NEXT_PUBLIC_API_URL } = process.env;
console.log(process.argv.slice(2).join(" "), NEXT_PUBLIC_API_URL);
require("node:fs").appendFileSync(FAKE + "/ports", PORT + "\\n");
setTimeout(() => {}, 60_000);`;
    writeFileSync(npm, script);
    const { code } = await machine.npmRun(`compose services --with-frontend --source ${machine.source}`, {
      ...{ isTaken, sleep, env: { ...machine.around.env, npm_execpath: npm } },
      print: (text) => {
        if (text.includes("Ctrl-C ends them")) machine.interrupt();
      },
    });
    expect({ code, last: started().at(-1) }).toEqual({ code: 0, last: 3000 });
    const log = join(machine.root, ".pulumi-local", "logs", "frontend.log");
    expect(readFileSync(log, "utf8")).toBe("run dev http://localhost:3001\n");
  });
});
