import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Around } from "./around";
import { reasonOf } from "./processes";
import { checkPrograms, type ProgramName } from "./programs";
import { apiUrl, imageOf, services, type LocalService } from "./services";
import type { Result } from "./stage";
import { clusterName, type Topology } from "./topology";

/** Where images come from, and where they go. */
export interface ImageWish {
  readonly topology: Topology;
  /** A folder with a folder for each service; undefined: as URR_SOURCE says. */
  readonly source: string | undefined;
  /** What Docker has already will do. */
  readonly skipBuild: boolean;
}

/** What to do where nobody has named the source. */
export const sourceProblem = "name the folder of the services' source: `--source <folder>` or URR_SOURCE";
const how = `${sourceProblem}; \`--skip-build\` takes the images that Docker has`;

/** Whether the programs are there, and after them, whether images have a source: long before they are needed. */
export async function withSource(
  wish: ImageWish,
  around: Around,
  programs: readonly ProgramName[],
): Promise<Result> {
  const found = await checkPrograms(programs, around.run);
  if (found.problems !== undefined || wish.skipBuild) return found;
  const folder = sourceOf(wish, around);
  const problems = folder === undefined ? [how] : withoutDockerfile(folder);
  return problems.length === 0 ? found : { problems };
}

/** Builds every image, or finds that it is there, and loads all of them into the cluster. */
export async function provideImages(
  wish: ImageWish,
  around: Around,
  tell: (text: string) => void,
): Promise<Result> {
  const folder = sourceOf(wish, around);
  const problems =
    folder === undefined ? await missingImages(around) : await buildImages(folder, around, tell);
  if (problems.length > 0 || around.interrupted.aborted) return { problems };
  const name = clusterName(wish.topology);
  tell(`Loading ${String(services.length)} images into ${name}`);
  const loaded = await around.run("kind", ["load", "docker-image", ...services.map(imageOf), "--name", name]);
  if (loaded.missing || loaded.code !== 0)
    return { problems: [`the images cannot be loaded: ${reasonOf(loaded, "kind")}`] };
  const done = folder === undefined ? "loaded" : "built and loaded";
  return { done: `${String(services.length)} ${done}` };
}

/** Undefined where nothing is built. */
function sourceOf({ source, skipBuild }: ImageWish, around: Around): string | undefined {
  return skipBuild ? undefined : sourceFolder(source, around);
}

/** The folder with a folder for each service; undefined where nobody has named it. */
export function sourceFolder(
  source: string | undefined,
  { env, root }: Pick<Around, "env" | "root">,
): string | undefined {
  const folder = source ?? env["URR_SOURCE"] ?? "";
  // npm starts from the repository, wherever the command was typed.
  return folder === "" ? undefined : resolve(env["INIT_CWD"] ?? root, folder);
}

function withoutDockerfile(folder: string): readonly string[] {
  return services
    .map(({ name }) => join(folder, name, "Dockerfile"))
    .filter((path) => !existsSync(path))
    .map((path) => `there is no ${path}`);
}

async function missingImages({ run }: Around): Promise<readonly string[]> {
  const looks = await Promise.all(
    services.map(async (service) => {
      const ended = await run("docker", ["image", "inspect", "--format", "{{.Id}}", imageOf(service)]);
      return !ended.missing && ended.code === 0 ? [] : [`there is no image ${imageOf(service)}`];
    }),
  );
  const missing = looks.flat();
  return missing.length === 0 ? [] : [...missing, how];
}

async function buildImages(
  folder: string,
  { run, interrupted }: Around,
  tell: (text: string) => void,
): Promise<readonly string[]> {
  // One after the other: each of them already uses every processor.
  for (const [index, service] of services.entries()) {
    tell(`Building ${imageOf(service)}, ${String(index + 1)} of ${String(services.length)}`);
    const ended = await run("docker", buildArguments(service, folder));
    if (interrupted.aborted) return [];
    if (ended.missing || ended.code !== 0) {
      const said = ended.missing ? [] : ended.stderr.trimEnd().split("\n");
      return [
        `${imageOf(service)} cannot be built; Docker says:`,
        ...said.slice(-15).map((line) => `  ${line}`),
      ];
    }
  }
  return [];
}

function buildArguments(service: LocalService, folder: string): readonly string[] {
  // Next.js writes it into the bundle, so that it cannot be set later.
  const builtIn = service.runtime === "node" ? ["--build-arg", `NEXT_PUBLIC_API_URL=${apiUrl}`] : [];
  return ["build", "--quiet", "--tag", imageOf(service), ...builtIn, join(folder, service.name)];
}
