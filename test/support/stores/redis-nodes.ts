import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requireTool } from "../waiting-room/require-tool";
import { freePort } from "../ticketing/free-port";

const server = requireTool("redis-server", "redis-server");
const cli = requireTool("redis-cli", "redis-tools");

/** Whether there are Redis's programs, for `describe.skipIf(!redisIsThere)`. */
export const redisIsThere = server !== undefined && cli !== undefined;

/** What a script has said, and whether it has ended well. */
export interface Ended {
  readonly ok: boolean;
  readonly said: string;
}

/** Redis servers on addresses of their own, as pods have them. */
export interface RedisNodes {
  /** Starts all at once, at addresses that none has had before. */
  start(): Promise<void>;
  /** Ends all at once. */
  stop(): Promise<void>;
  /** Stops them and forgets what they hold. */
  remove(): Promise<void>;
  /** Asks one node with Redis's own client. */
  ask(node: number, ...command: readonly string[]): string;
  /** Runs a script with the variables that a pod has. */
  run(script: string, node?: number): Ended;
}

/** @param config the text of `redis.conf` */
export async function redisNodes(count: number, config: string): Promise<RedisNodes> {
  const folder = mkdtempSync(join(tmpdir(), "urr-redis-nodes-"));
  writeFileSync(join(folder, "redis.conf"), config);
  const port = await portWithBus();
  const processes = new Map<number, ChildProcess>();
  const killed = () => {
    for (const one of processes.values()) one.kill("SIGKILL");
  };
  process.on("exit", killed);
  let generation = 0;
  const addressOf = (node: number) => `127.${String(80 + generation)}.0.${String(node + 1)}`;
  const all = Array.from({ length: count }, (_, node) => node);
  const ask = (node: number, ...command: readonly string[]) =>
    execFileSync(String(cli), ["-h", addressOf(node), "-p", String(port), ...command], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });

  const launch = (node: number) => {
    const dir = join(folder, String(node));
    mkdirSync(dir, { recursive: true });
    const address = addressOf(node);
    const args = [
      ...[join(folder, "redis.conf"), "--cluster-announce-ip", address],
      ...["--bind", address, "--port", String(port), "--dir", dir],
    ];
    processes.set(node, spawn(String(server), args, { stdio: "ignore" }));
  };
  const answers = async (node: number) => {
    for (let tries = 0; tries < 200; tries += 1) {
      try {
        if (ask(node, "ping").startsWith("PONG")) return;
      } catch {
        // It does not listen yet.
      }
      await sleep(25);
    }
    throw new Error("Redis did not start");
  };
  const stop = async () => {
    const running = [...processes.values()];
    processes.clear();
    await Promise.all(
      running.map(async (one) => {
        // A replica refuses to end while it writes its first log of commands, so that it is asked again.
        while (one.exitCode === null && one.signalCode === null) {
          one.kill("SIGTERM");
          await Promise.race([once(one, "exit"), sleep(500)]);
        }
      }),
    );
  };
  return {
    ask,
    stop,
    start: async () => {
      generation += 1;
      all.forEach(launch);
      await Promise.all(all.map(answers));
    },
    remove: async () => {
      await stop();
      process.off("exit", killed);
      rmSync(folder, { recursive: true });
    },
    run: (script, node = 0) => {
      const environment = {
        PATH: process.env["PATH"],
        POD_IP: addressOf(node),
        REDIS_PORT: String(port),
        REDIS_PEERS: all.map(addressOf).join(" "),
      };
      try {
        const options = { env: environment, input: script, encoding: "utf8", stdio: "pipe" } as const;
        return { ok: true, said: execFileSync("sh", ["-s"], options) };
      } catch (error) {
        const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
        return { ok: false, said: stdout + stderr };
      }
    },
  };
}

/** Nodes talk to one another on a port that is 10,000 higher. */
async function portWithBus(): Promise<number> {
  const port = await freePort();
  return port < 55_000 ? port : portWithBus();
}
