import { table } from "../preview/render/table";
import { duration } from "../wake/render";
import type { Around } from "./around";
import { composePath, readCompose, type Compose } from "./compose-file";
import { reasonOf } from "./processes";
import { checkPrograms } from "./programs";
import { sharedVariables } from "./service-environment";
import { startOrder } from "./services";
import { runStages, type Result } from "./stage";
import { lines, writeVariables } from "./variable-files";

const patience = 120_000;
const pause = 1_000;

const compose = (...args: readonly string[]) => ["compose", "--file", composePath, ...args];
const programs = {
  name: "tools",
  doing: "Looking for Docker",
} as const;

/** Starts the containers, waits until each can be reached, and prints with what the services are started. */
export async function composeUp(around: Around): Promise<0 | 1 | 130> {
  const described = readCompose(around.root);
  const exitCode = await runStages(
    [
      { ...programs, run: () => checkPrograms(["docker", "docker compose"], around.run) },
      {
        name: "containers",
        doing: `Starting ${String(described.containers.length)} containers`,
        run: () => startContainers(described, around),
        leave: () => Promise.resolve("`npm run local:compose -- down` ends what was started."),
      },
      {
        name: "ports",
        doing: "Waiting for their ports",
        run: (tell) => waitForPorts(described, around, tell),
        leave: () => Promise.resolve("The containers run on; `npm run local:compose -- down` ends them."),
      },
    ],
    around,
  );
  if (exitCode === 0)
    around.print(`\n${renderServices(described, writeVariables(described, around.root))}\n`);
  return exitCode;
}

/** Ends the containers. Their data stays unless `volumes`. */
export async function composeDown(volumes: boolean, around: Around): Promise<0 | 1 | 130> {
  const args = compose("down", ...(volumes ? ["--volumes"] : []));
  return runStages(
    [
      { ...programs, run: () => checkPrograms(["docker", "docker compose"], around.run) },
      {
        name: "containers",
        doing: "Ending them",
        run: async () => {
          const ended = await around.run("docker", args);
          if (ended.missing || ended.code !== 0)
            return { problems: [`they do not end: ${reasonOf(ended, "docker")}`] };
          return { done: volumes ? "are ended, and their data is gone" : "are ended; their data stays" };
        },
        leave: () => Promise.resolve("Some may run on; the same command again ends them."),
      },
    ],
    around,
  );
}

async function startContainers({ containers }: Compose, { run, isTaken }: Around): Promise<Result> {
  const running = await run("docker", compose("ps", "--quiet"));
  if (!running.missing && running.code === 0 && running.stdout.trim() === "") {
    const taken = await Promise.all(
      containers.map(async ({ name, port }) =>
        (await isTaken(port)) ? [`port ${String(port)}, for ${name}, is in use`] : [],
      ),
    );
    if (taken.flat().length > 0) return { problems: taken.flat() };
  }
  const started = await run("docker", compose("up", "--detach", "--wait", "--wait-timeout", "300"));
  if (!started.missing && started.code === 0)
    return { done: `${String(containers.length)} run and are healthy` };
  const logs = `\`docker ${compose("logs").join(" ")}\` shows more`;
  return { problems: [`the containers do not start: ${reasonOf(started, "docker")}`, logs] };
}

/** That a container is healthy says nothing of the way to it from here. */
async function waitForPorts(
  { containers }: Compose,
  { isTaken, interrupted, now, sleep }: Around,
  tell: (text: string) => void,
): Promise<Result> {
  const began = now().getTime();
  const isInterrupted = () => interrupted.aborted;
  for (;;) {
    const looks = await Promise.all(containers.map(async (one) => ((await isTaken(one.port)) ? [] : one)));
    const closed = looks.flat().map(({ name, port }) => `${name} on ${String(port)}`);
    if (closed.length === 0)
      return { done: `all ${String(containers.length)} answer, after ${duration(now().getTime() - began)}` };
    if (isInterrupted()) return { problems: [] };
    if (now().getTime() - began >= patience)
      return { problems: closed.map((one) => `${one} does not answer`) };
    tell(`Waiting for ${closed.join(", ")}`);
    await sleep(pause);
  }
}

function renderServices(described: Compose, folder: string): string {
  const rows = startOrder.map((service, index) => [
    String(index + 1),
    service.name,
    String(service.port),
    service.database ?? "",
    `${folder}/${service.name}.env`,
  ]);
  const columns = ["", "start in this order", "port", "database", "its variables, with tokens"];
  return [
    "Every service is told:",
    ...lines(sharedVariables(described)).map((line) => `  ${line}`),
    "",
    table(
      columns.map((title) => ({ title })),
      rows,
    ),
  ].join("\n");
}
