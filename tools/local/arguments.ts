import { parseArgs, type ParseArgsConfig } from "node:util";
import type { ImageWish } from "./images";
import type { ServicesWish } from "./start-services";
import { topologies, type Topology } from "./topology";

export const usage = `Runs the platform on this machine. Docker, kind and kubectl are needed, and nothing of AWS.

  npm run local:up -- --source <folder>   cluster, images, stack; waits until everything is ready
  npm run local:smoke                     three requests that show whether it works
  npm run local:down                      deletes the cluster and the stack's state; images stay
  npm run local:images -- --source <folder>   builds the images again and loads them into the cluster
  npm run local:compose -- up             databases, Redis, Kafka and Zipkin alone, without Kubernetes
  npm run local:compose -- services --source <folder>   starts the services from their source, beside these
  npm run local:compose -- down           ends them; with --volumes, their data as well

  --source <folder>   where each service has a folder of its name; or set URR_SOURCE  (up, images, compose services)
  --skip-build        take the images that Docker has already  (up, images)
  --topology <which>  single: one node, the cluster urr-local (default); three: tiketi-local  (up, down, images)
  --recreate          delete the cluster first, if there is one  (up)
  --yes               do not ask  (down)
  --volumes           delete the data as well  (compose down)
  --with-frontend     start the frontend's development server, too  (compose services)
  --help              this

Ctrl-C stops, and says what is left. Exit code: 0 done, 1 it could not be done or a check failed, 2 usage, 130 Ctrl-C.`;

export type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | ({ readonly kind: "up"; readonly recreate: boolean } & ImageWish)
  | ({ readonly kind: "images" } & ImageWish)
  | { readonly kind: "smoke" }
  | { readonly kind: "down"; readonly topology: Topology; readonly yes: boolean }
  | { readonly kind: "compose up" }
  | ({ readonly kind: "compose services" } & ServicesWish)
  | { readonly kind: "compose down"; readonly volumes: boolean };

const image = {
  topology: { type: "string" },
  source: { type: "string" },
  "skip-build": { type: "boolean" },
} as const;

/** What each command takes beside `--help`. */
const options = {
  up: { ...image, recreate: { type: "boolean" } },
  images: image,
  smoke: {},
  down: { topology: { type: "string" }, yes: { type: "boolean", short: "y" } },
  "compose up": {},
  "compose services": { source: { type: "string" }, "with-frontend": { type: "boolean" } },
  "compose down": { volumes: { type: "boolean" } },
} as const satisfies Record<string, NonNullable<ParseArgsConfig["options"]>>;

type Command = keyof typeof options;

const isCommand = (text: string): text is Command => Object.hasOwn(options, text);

export function wishOf(args: readonly string[]): Wish {
  const [first = "", second = ""] = args;
  if (args.includes("--help") || args.includes("-h")) return { kind: "help" };
  const [command, rest] =
    first === "compose" ? [`compose ${second}`.trim(), args.slice(2)] : [first, args.slice(1)];
  if (first === "compose" && !isCommand(command))
    return wrong("say what to do with the containers: up, services or down");
  if (!isCommand(command))
    return wrong(`say what to do: ${["up", "smoke", "down", "images", "compose"].join(", ")}`);
  try {
    return read(command, rest);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** @throws Error that says what is not understood. */
function read(kind: Command, args: readonly string[]): Wish {
  const config: ParseArgsConfig = { args: [...args], options: options[kind] };
  const { values } = parseArgs(config);
  const isSet = (name: string) => values[name] === true;
  const source = typeof values["source"] === "string" ? values["source"] : undefined;
  const images = () => ({
    topology: topologyOf(values["topology"]),
    source,
    skipBuild: isSet("skip-build"),
  });
  switch (kind) {
    case "up":
      return { kind, recreate: isSet("recreate"), ...images() };
    case "images":
      return { kind, ...images() };
    case "down":
      return { kind, topology: topologyOf(values["topology"]), yes: isSet("yes") };
    case "compose services":
      return { kind, source, withFrontend: isSet("with-frontend") };
    case "compose down":
      return { kind, volumes: isSet("volumes") };
    case "smoke":
    case "compose up":
      return { kind };
  }
}

/** @throws Error that names the layouts. */
function topologyOf(value: unknown): Topology {
  const found = topologies.find((one) => one === (value ?? "single"));
  if (found === undefined) throw new Error(`--topology is ${topologies.join(" or ")}, not ${String(value)}`);
  return found;
}

function wrong(problem: string): Wish {
  return { kind: "wrong", problem };
}
