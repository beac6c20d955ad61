import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { requireTool } from "../waiting-room/require-tool";
import type { Certificate } from "./certificate";
import { freePort } from "./free-port";

/** Where Redis's program is, for `describe.skipIf(redisServer === undefined)`. */
export const redisServer = requireTool("redis-server", "redis-server");

/** A Redis of its own, in memory. */
export interface LocalRedis {
  readonly port: number;
  /** Where nodes of a cluster talk to one another. */
  readonly busPort: number;
  /** A client of the test's, which waits until Redis is there. Ended by `stop`. */
  readonly client: Redis;
  /** Ends the server; what it knew is lost. */
  kill(): Promise<void>;
  /** Starts a new, empty one in its place. */
  start(): Promise<void>;
  /** Nothing is answered until `thaw`: connections stay open. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

interface Options {
  /** A node that has all the slots of a cluster, or some. */
  readonly cluster?: boolean | { readonly slots: readonly [first: number, last: number] };
  /** What clients must say. */
  readonly password?: string;
  /** With it clients must use TLS, by the name of localhost. */
  readonly certificate?: Certificate;
}

export async function startRedis({
  cluster = false,
  password,
  certificate,
}: Options = {}): Promise<LocalRedis> {
  if (redisServer === undefined) throw new Error("there is no Redis: skip the suite");
  const program = redisServer;
  const folder = mkdtempSync(join(tmpdir(), "urr-redis-"));
  const port = await freePort();
  const busPort = await freePort();
  const isNode = cluster !== false;
  const [first, last] = typeof cluster === "object" ? cluster.slots : [0, 16_383];
  const args = [
    ...portOf(port, folder, certificate),
    ...["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
    // The port of a cluster's bus is 10,000 higher unless told, which may be more than there are.
    ...(isNode ? ["--cluster-enabled", "yes", "--cluster-port", String(busPort)] : []),
    // A node that has met no other does not know its own address, and clients ask for it: by the certificate's name.
    ...(isNode ? ["--cluster-announce-ip", "127.0.0.1"] : []),
    ...(isNode && certificate !== undefined ? byName : []),
    ...(password === undefined ? [] : ["--requirepass", password]),
  ];
  let server: ChildProcess | undefined;
  const killed = () => server?.kill("SIGKILL");
  process.on("exit", killed);
  const client = new Redis({
    port,
    host: "127.0.0.1",
    lazyConnect: true,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
    ...(password === undefined ? {} : { password }),
    ...(certificate === undefined ? {} : { tls: { ca: certificate.certificate, servername: "localhost" } }),
  });
  client.on("error", () => undefined);

  const start = async () => {
    server = spawn(program, args, { stdio: "ignore" });
    if (client.status === "wait") await client.connect().catch(() => undefined);
    await client.ping();
    if (!isNode) return;
    await client.call("CLUSTER", "ADDSLOTSRANGE", String(first), String(last));
    if (cluster !== true) return;
    while (!String(await client.call("CLUSTER", "INFO")).includes("cluster_state:ok")) await sleep(20);
  };
  const kill = async () => {
    if (server === undefined) return;
    const end = once(server, "exit");
    server.kill("SIGKILL");
    await end;
    server = undefined;
    // A node of a cluster would know its slots again.
    rmSync(join(folder, "nodes.conf"), { force: true });
  };
  await start();
  return {
    port,
    busPort,
    client,
    kill,
    start,
    freeze: () => server?.kill("SIGSTOP"),
    thaw: () => server?.kill("SIGCONT"),
    stop: async () => {
      client.disconnect();
      await kill();
      process.off("exit", killed);
      rmSync(folder, { recursive: true });
    },
  };
}

const byName = [
  ...[
    "--tls-cluster",
    "yes",
    "--cluster-announce-hostname",
    "localhost",
    "--cluster-preferred-endpoint-type",
    "hostname",
  ],
];

function portOf(port: number, folder: string, certificate: Certificate | undefined): readonly string[] {
  if (certificate === undefined) return ["--port", String(port)];
  writeFileSync(join(folder, "server.crt"), certificate.certificate);
  writeFileSync(join(folder, "server.key"), certificate.key, { mode: 0o600 });
  return [
    ...["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no"],
    ...["--tls-cert-file", join(folder, "server.crt"), "--tls-key-file", join(folder, "server.key")],
    ...["--tls-ca-cert-file", join(folder, "server.crt")],
  ];
}
