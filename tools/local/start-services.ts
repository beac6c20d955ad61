import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { duration } from "../wake/render";
import type { Around } from "./around";
import { readCompose, type Compose } from "./compose-file";
import { homeFolder, homeIn } from "./home";
import { sourceFolder, sourceProblem } from "./images";
import { apiUrl, services, startOrder, type LocalService } from "./services";
import { runStages, type Result, type Stage } from "./stage";
import { variablesOf } from "./variable-files";

/** Gradle fetches what a service needs first, and compiles it. */
const patience = 600_000;
const pause = 1_000;
const wrapper = join("gradle", "wrapper", "gradle-wrapper.jar");

export interface ServicesWish {
  readonly source: string | undefined;
  readonly withFrontend: boolean;
}

/** Starts every service from its source, a process each, and ends them with Ctrl-C or when one of them ends. */
export async function startServices(wish: ServicesWish, around: Around): Promise<0 | 1 | 130> {
  const folder = sourceFolder(wish.source, around);
  const described = readCompose(around.root);
  const ending = new AbortController();
  const running = new Map<string, Promise<unknown>>();
  const frontends = wish.withFrontend ? services.filter(({ runtime }) => runtime === "node") : [];
  const wanted = [...startOrder, ...frontends];
  const stages: readonly Stage[] = [
    {
      name: "source",
      doing: "Looking at the source",
      run: () => Promise.resolve(checkSource(folder, wanted)),
    },
    {
      name: "containers",
      doing: "Looking for databases, Redis, Kafka and Zipkin",
      run: () => checkContainers(described, around),
    },
    ...wanted.map((service) => ({
      name: service.name,
      doing: `Starting ${service.name}`,
      run: async (): Promise<Result> => {
        if (await around.isTaken(service.port))
          return { problems: [`port ${String(service.port)}, for ${service.name}, is in use`] };
        const ended = start(service, folder ?? "", described, around, ending.signal);
        running.set(service.name, ended);
        return waitForStart(service, ended, around);
      },
      leave: () => Promise.resolve("Every service is ended; the containers run on."),
    })),
  ];
  const exitCode = await runStages(stages, around);
  if (exitCode === 0) {
    around.print(`\nThe services run, their output is in ${homeFolder}/logs/. Ctrl-C ends them.\n`);
    const first = await Promise.race([...running].map(async ([name, ended]) => ended.then(() => name)));
    if (!around.interrupted.aborted) around.printError(`${first} has ended, and the others with it.\n`);
  }
  const wasInterrupted = around.interrupted.aborted;
  ending.abort();
  await Promise.all(running.values());
  return exitCode === 0 && !wasInterrupted ? 1 : exitCode;
}

function checkSource(folder: string | undefined, wanted: readonly LocalService[]): Result {
  if (folder === undefined) return { problems: [sourceProblem] };
  const problems = wanted
    .map(({ name, runtime }) => join(folder, name, runtime === "node" ? "package.json" : wrapper))
    .filter((path) => !existsSync(path))
    .map((path) => `there is no ${path}`);
  return problems.length > 0 ? { problems } : { done: folder };
}

async function checkContainers({ containers }: Compose, { isTaken }: Around): Promise<Result> {
  const open = await Promise.all(containers.map(({ port }) => isTaken(port)));
  if (open.every((one) => one)) return { done: "are there" };
  return { problems: ["the containers are not there: `npm run local:compose -- up` starts them"] };
}

/** Neither Gradle's own script nor npm's: on Windows these need a shell, and the programs behind them do not. */
function start(
  service: LocalService,
  folder: string,
  described: Compose,
  { run, root, env }: Around,
  signal: AbortSignal,
): Promise<unknown> {
  const logs = join(homeIn(root).folder, "logs");
  mkdirSync(logs, { recursive: true });
  const options = { folder: join(folder, service.name), log: join(logs, `${service.name}.log`), signal };
  if (service.runtime === "node") {
    const npm = env["npm_execpath"] ?? "";
    return run(process.execPath, [npm, "run", "dev"], {
      ...options,
      env: { PORT: String(service.port), NEXT_PUBLIC_API_URL: apiUrl },
    });
  }
  const java = env["JAVA_HOME"] === undefined ? "java" : join(env["JAVA_HOME"], "bin", "java");
  const gradle = ["-classpath", wrapper, "org.gradle.wrapper.GradleWrapperMain"];
  return run(java, [...gradle, "--no-daemon", "bootRun"], {
    ...options,
    env: variablesOf(service, described, root),
  });
}

async function waitForStart(service: LocalService, ended: Promise<unknown>, around: Around): Promise<Result> {
  const began = around.now().getTime();
  const log = `${homeFolder}/logs/${service.name}.log`;
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const passed = () => around.now().getTime() - began;
  const isOver = () => hasEnded;
  for (;;) {
    if (around.interrupted.aborted) return { problems: [] };
    if (isOver()) return { problems: [`${service.name} has ended; its output is in ${log}`] };
    if (await around.isTaken(service.port))
      return { done: `http://localhost:${String(service.port)} after ${duration(passed())}` };
    if (passed() >= patience)
      return {
        problems: [`${service.name} does not answer on ${String(service.port)}; its output is in ${log}`],
      };
    await around.sleep(pause);
  }
}
