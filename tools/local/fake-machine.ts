import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Around } from "./around";
import { runLocal } from "./command";
import { composePath } from "./compose-file";
import { programsIn } from "./processes";
import { services } from "./services";

/** What every fake does first: it writes down its call, and fails where a test wants it to. */
const opening = (name: string) => `#!/bin/sh
PATH=/usr/bin:/bin
echo "${name} $*" >> "$FAKE/calls"
for words in 1 2; do
  [ $words = 1 ] && key="${name}-$1" || key="${name}-$1-$2"
  [ -f "$FAKE/fail-$key" ] && { cat "$FAKE/fail-$key" >&2; exit 1; }
done
`;

/** Programs as far as these commands know them; `$FAKE` is a folder with their state. */
const fakes = {
  docker: `
case "$1 $2" in
  "version --format") echo 28.2.2 ;;
  "compose version") echo 2.36.2 ;;
  "image inspect") for image; do :; done; grep -qx "$image" "$FAKE/images" ;;
  "build --quiet") for folder; do :; done; echo "$4" >> "$FAKE/images" ;;
esac`,
  kind: `
case "$1 $2" in
  "version ") echo "kind v0.33.0 go1.25.1 linux/amd64" ;;
  "get clusters") cat "$FAKE/clusters" ;;
  "create cluster") echo "$4" >> "$FAKE/clusters" ;;
  "delete cluster") grep -vx "$4" "$FAKE/clusters" > "$FAKE/rest"; mv "$FAKE/rest" "$FAKE/clusters" ;;
esac`,
  kubectl: `
case "$*" in
  *customresourcedefinitions*) cat "$FAKE/definitions" ;;
  *"get pods"*) cat "$FAKE/pods" ;;
  *" get "*) cat "$FAKE/workloads" ;;
  *" wait "*) [ ! -f "$FAKE/asleep" ] || { echo "timed out waiting for the condition" >&2; exit 1; } ;;
  *) echo "Client Version: v1.36.4" ;;
esac`,
  // As the services do: it takes its port and runs until it is ended.
  java: `
echo "Started on $SERVER_PORT"
echo "$SERVER_PORT" >> "$FAKE/ports"
[ ! -f "$FAKE/ends-$SERVER_PORT" ] || exit 1
exec sleep 60`,
} as const;

/** As npm's package it is run by Node; it writes the salt where Pulumi does. */
const fakePulumi = `
const { appendFileSync, existsSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");
const args = process.argv.slice(2);
const words = args[0] === "-C" ? args.slice(2) : args;
const { env } = process;
const told = ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE_FILE", "KUBECONFIG"].map((name) => name + "=" + env[name]);
appendFileSync(join(env.FAKE, "calls"), "pulumi " + args.join(" ") + "\\n");
appendFileSync(join(env.FAKE, "told"), told.join(" ") + "\\n");
const made = join(env.FAKE, "made");
if (words[1] === "ls") console.log(existsSync(made) ? '[{"name":"local"}]' : "[]");
if (words[1] === "init") {
  appendFileSync(made, "");
  appendFileSync(join(args[1], "Pulumi.local.yaml"), "encryptionsalt: v1:salt\\n");
}
if (words[0] === "up") {
  appendFileSync(join(env.FAKE, "deployed"), readFileSync(words[words.indexOf("--config-file") + 1]));
  process.exitCode = existsSync(join(env.FAKE, "fail-pulumi-up")) ? 1 : 0;
}
`;

export interface Machine {
  readonly root: string;
  /** A folder in which every service has a Dockerfile. */
  readonly source: string;
  readonly around: Around;
  readonly calls: () => readonly string[];
  /** Sets a part of its state, such as `clusters` or `fail-kind-create`. */
  readonly set: (name: string, content: unknown) => void;
  readonly get: (name: string) => string;
  readonly interrupt: () => void;
  readonly remove: () => void;
  /** Runs a command, and gives what it prints without colours. */
  readonly npmRun: (
    args: string,
    changed?: Partial<Around>,
  ) => Promise<{ code: number; out: string; errors: string }>;
}

/** A laptop on which everything is installed and nothing runs yet. Time passes by waiting alone. */
export function fakeMachine(without: readonly (keyof typeof fakes)[] = []): Machine {
  const root = mkdtempSync(join(tmpdir(), "local-"));
  const [bin, fake, source] = [join(root, "bin"), join(root, "fake"), join(root, "source")];
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [name, script] of Object.entries(fakes).filter(
    ([name]) => !without.some((one) => one === name),
  )) {
    write(join(bin, name), opening(name) + script);
    chmodSync(join(bin, name), 0o755);
  }
  write(join(root, "node_modules/pulumi/run.js"), fakePulumi);
  write(join(root, "Pulumi.yaml"), "name: urr\nruntime: nodejs\n");
  write(join(root, "Pulumi.local.yaml"), "config:\n  urr:workloads:\n    delivery: pulumi\n");
  for (const { name } of services) write(join(source, name, "Dockerfile"), "FROM scratch\n");
  mkdirSync(dirname(join(root, composePath)), { recursive: true });
  cpSync(composePath, join(root, composePath));
  const set = (name: string, content: unknown) => {
    write(join(fake, name), typeof content === "string" ? content : JSON.stringify(content));
  };
  for (const name of ["calls", "clusters", "images", "definitions"]) set(name, "");
  for (const name of ["workloads", "pods"]) set(name, { items: [] });

  const interruption = new AbortController();
  let milliseconds = 0;
  const env = { PATH: bin, FAKE: fake };
  const around: Around = {
    root,
    env,
    run: programsIn(root, env, interruption.signal),
    now: () => new Date(milliseconds),
    sleep: (pause) => {
      milliseconds += pause;
      return Promise.resolve();
    },
    isTaken: () => Promise.resolve(false),
    confirm: undefined,
    interrupted: interruption.signal,
    print: () => undefined,
    printError: () => undefined,
  };
  const get = (name: string) => (existsSync(join(fake, name)) ? readFileSync(join(fake, name), "utf8") : "");
  return {
    ...{ root, source, around, set, get },
    calls: () => get("calls").trim().split("\n"),
    interrupt: () => {
      interruption.abort();
    },
    remove: () => {
      rmSync(root, { recursive: true });
    },
    npmRun: async (args, changed = {}) => {
      let [out, errors] = ["", ""];
      const code = await runLocal(args.split(" "), {
        ...around,
        print: (text) => (out += stripVTControlCharacters(text)),
        printError: (text) => (errors += stripVTControlCharacters(text)),
        ...changed,
      });
      return { code, out, errors };
    },
  };
}
