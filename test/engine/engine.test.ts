import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { beforeAll, describe, expect, it } from "vitest";
import { program } from "../../infra/program";
import { byUrn } from "../../policies/order";
import { parseSettings } from "../../infra/settings";
import { evaluate, type Evaluation } from "../../tools/offline/evaluate";
import { stackType, type Resource } from "../../tools/offline/resource";
import { readProject } from "../../tools/project/project-file";
import { Graph } from "../support/graph";
import { projectRoot } from "../support/stacks";
import type { Call } from "./engine-server";
import { committedConfig, runProgram, type Config, type ProgramRun } from "./run-program";

const stack = "prod";
const committed = committedConfig(stack);
/** The committed file, made fit for a deployment. */
const deployable: Config = {
  ...committed,
  "aws:region": "ap-northeast-2",
  "urr:environment": {
    ...(committed["urr:environment"] as Config),
    domain: "tickets.urr-platform.com",
    accountId: "123456789012",
  },
  "urr:cluster": { api: { publicCidrs: ["93.184.216.0/24"] } },
  "urr:operations": { ...(committed["urr:operations"] as Config), alarmEmail: "oncall@urr-platform.com" },
};

/** The same as one would commit it: open in all that a preview may leave open. */
const open: Config = {
  ...committed,
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "urr.example.com" },
  "urr:cluster": { api: { publicCidrs: ["203.0.113.0/24"] } },
  "urr:operations": {},
};

const identity = ({ type, name, parent }: Resource) => `${String(parent)} ${type} ${name}`;

/** The same program with the same settings in this process, without Pulumi's entry point and without a wire. */
function inProcess(config: Config): Promise<Evaluation> {
  const { settings, problems } = parseSettings(config, stack);
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  const { name, autonaming } = readProject(projectRoot);
  return evaluate(() => program({ target: "aws", settings }, {}), {
    project: name,
    stack,
    mode: "update",
    region: settings.region,
    autonaming,
  });
}

/** The one message of a run that was refused before anything but the stack was registered. */
function expectRefusal({ engine, exitCode, output }: ProgramRun): string {
  // 32 tells the language host that everything has been said; any other code adds a message of its own.
  expect(exitCode).toBe(32);
  expect(engine.finished).toBe(false);
  expect(engine.monitor.resources.map(({ type }) => type)).toEqual([stackType]);
  expect(engine.complaints).toHaveLength(1);
  const [message = ""] = engine.complaints;
  expect(message + output).not.toMatch(/^ {4}at /m);
  return message;
}

const pathsIn = (message: string) => [...message.matchAll(/^ {2}(\S+)/gm)].map(([, path]) => path);

describe("the program, started as the language host starts it", () => {
  let update: ProgramRun;
  beforeAll(async () => {
    update = await runProgram({ stack, mode: "update", config: deployable });
  });

  it("loads, runs to its end and has nothing to complain of", () => {
    const { engine, exitCode, output } = update;
    expect(engine.complaints).toEqual([]);
    expect(engine.monitor.problems).toEqual([]);
    expect(output).toBe("");
    expect(exitCode).toBe(0);
    expect(engine.finished).toBe(true);
    expect(engine.rootUrn).toBe(`urn:pulumi:${stack}::urr::${stackType}::urr-${stack}`);
  });

  it("takes its settings from the stack's configuration, and registers what the offline preview shows: STA-21", async () => {
    const { resources } = update.engine.monitor;
    const expected = await inProcess(deployable);
    expect(expected.problems).toEqual([]);
    expect(resources.length).toBeGreaterThan(50);
    expect(resources.map(identity).toSorted()).toEqual(expected.resources.map(identity).toSorted());
    expect(resources.toSorted(byUrn)).toEqual(expected.resources.toSorted(byUrn));
  });

  it("hands its outputs to the engine: NET-57", async () => {
    const { stackOutputs } = update.engine.monitor;
    expect(stackOutputs).toHaveProperty("tierCidrs.db", ["10.0.20.0/24", "10.0.21.0/24", "10.0.22.0/24"]);
    expect(stackOutputs).toEqual((await inProcess(deployable)).outputs);
  });

  it("guards the account it may deploy to", () => {
    const { inputs } = new Graph(update.engine.monitor.resources).named("aws", "pulumi:providers:aws");
    expect(inputs["allowedAccountIds"]).toBe('["123456789012"]');
  });

  it("is called back for what a packaged component creates, and names it after the environment", () => {
    const subnets = new Graph(update.engine.monitor.resources).ofType("aws:ec2/subnet:Subnet");
    const names = subnets.map(({ inputs }) => (inputs["tags"] as Config)["Name"]);
    expect(names).toContain("urr-prod-app-2a");
    expect(names.filter((name) => !String(name).startsWith("urr-prod-"))).toEqual([]);
  });

  it("names the same resources in a preview as in an update", async () => {
    const preview = await runProgram({ stack, mode: "preview", config: deployable });
    expect(preview.engine.complaints).toEqual([]);
    expect(preview.engine.monitor.problems).toEqual([]);
    expect(preview.exitCode).toBe(0);
    expect(preview.engine.monitor.resources.map(identity).toSorted()).toEqual(
      update.engine.monitor.resources.map(identity).toSorted(),
    );
  });
});

describe("an operator's secret", () => {
  const value = "https://discord.test/api/webhooks/3f9c1d";

  /**
   * In its debug log Pulumi's runtime repeats what the engine has answered to a registration. The engine filters the
   * secrets of the configuration out of what it logs.
   */
  const isEcho = ({ path, bytes }: Call, name: string): boolean => {
    if (path !== "/pulumirpc.Engine/Log") return false;
    const log = LogRequest.deserializeBinary(bytes);
    const start = `RegisterResource RPC finished: resource:${name}[`;
    return log.getSeverity() === LogSeverity.DEBUG && log.getMessage().startsWith(start);
  };

  it("reaches the engine once, as the marked value of its secret, and nothing else carries it: STA-22", async () => {
    const { engine, exitCode, output } = await runProgram({
      stack,
      mode: "update",
      config: deployable,
      secrets: { "urr:discordWebhook": value },
    });
    expect(engine.complaints).toEqual([]);
    expect(exitCode).toBe(0);

    const type = "aws:secretsmanager/secretVersion:SecretVersion";
    const kept = new Graph(engine.monitor.resources).named("operations-secrets-discord-webhook-value", type);
    expect(kept.inputs["secretString"]).toBe(value);
    expect(kept.secretPaths).toEqual(["secretString"]);

    const carriers = engine.calls.filter((call) => call.bytes.includes(value) && !isEcho(call, kept.name));
    expect(carriers.map(({ path }) => path)).toEqual(["/pulumirpc.ResourceMonitor/RegisterResource"]);
    const requests = carriers.map(({ bytes }) => RegisterResourceRequest.deserializeBinary(bytes));
    expect(requests.map((request) => request.getName())).toEqual([kept.name]);
    expect(carriers.flatMap(({ bytes }) => bytes.toString("latin1").split(value))).toHaveLength(2);
    expect(output).not.toContain(value);
  });

  it("in clear is refused, and so is an encrypted setting, without repeating either: STA-22", async () => {
    const run = await runProgram({
      stack,
      mode: "update",
      config: { ...deployable, "urr:discordWebhook": value },
      secrets: { "urr:network": { zones: ["a"], comment: "encrypted-3f9c1d" } },
    });
    const message = expectRefusal(run);
    expect(pathsIn(message).toSorted()).toEqual(["urr:discordWebhook", "urr:network"]);
    expect(message + run.output).not.toContain("3f9c1d");
  });
});

describe("a stack file that cannot be deployed", () => {
  it("is refused while it has a reserved domain, no account and nobody to tell: STA-21", async () => {
    const message = expectRefusal(await runProgram({ stack, mode: "update", config: open }));
    expect(pathsIn(message)).toEqual([
      "urr:environment.domain",
      "urr:environment.accountId",
      "urr:operations.alarmEmail",
      "urr:cluster.api.publicCidrs[0]",
    ]);
  });

  it("is refused while its state would be kept on one machine: WEA-01", async () => {
    const variables = { PULUMI_BACKEND_URL: "file://~" };
    const message = expectRefusal(await runProgram({ stack, mode: "update", config: deployable, variables }));
    expect(pathsIn(message)).toEqual(["state"]);
  });

  it("is refused by a preview with the engine as well", async () => {
    const message = expectRefusal(await runProgram({ stack, mode: "preview", config: open }));
    expect(message).toContain("urr:environment.accountId");
  });

  it("is refused with every mistake at once, before anything is registered: STA-21, WEA-02", async () => {
    const config = {
      "urr:environment": deployable["urr:environment"],
      "urr:cluster": deployable["urr:cluster"],
      "urr:network": { nat: "many", zone: ["a"] },
      "urr:operations": deployable["urr:operations"],
    };
    const message = expectRefusal(await runProgram({ stack, mode: "update", config }));
    expect(pathsIn(message).toSorted()).toEqual(["aws:region", "urr:network.nat", "urr:network.zone"]);
  });
});
