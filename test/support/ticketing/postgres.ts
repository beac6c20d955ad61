import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Certificate } from "./certificate";
import { type Address, databaseAt, type LocalDatabase, prepare } from "./database";
import { freePort } from "./free-port";
import { postgresPrograms } from "./postgres-programs";

/** A PostgreSQL server of its own, in a temporary folder. */
export interface LocalPostgres {
  readonly port: number;
  /** A database with the tables of the worker, in some 30 ms. */
  createDatabase(): Promise<LocalDatabase>;
  /** A database with nothing in it. */
  createEmptyDatabase(): Promise<LocalDatabase>;
  /** Kills the server as a crash does, and starts it again: what was committed is there, connections are not. */
  crash(): Promise<void>;
  /** Nothing is answered until `thaw`: connections stay open. */
  freeze(): void;
  thaw(): void;
  /** Ends it with all its databases. */
  stop(): Promise<void>;
}

const template = "with_tables";

/**
 * @param settings what `postgres -c` takes, by name.
 * @param certificate with it clients may ask for TLS.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  certificate?: Certificate,
): Promise<LocalPostgres> {
  if (postgresPrograms === undefined) throw new Error("there is no PostgreSQL: skip the suite");
  const owner = whoeverMayRunIt();
  const folder = mkdtempSync(join(tmpdir(), "urr-postgres-"));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  execFileSync(
    join(postgresPrograms, "initdb"),
    ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D", data],
    { ...owner, cwd: folder, stdio: "pipe" },
  );
  const port = await freePort();
  const program = join(postgresPrograms, "postgres");
  if (certificate !== undefined) {
    for (const [name, text] of [
      ["server.crt", certificate.certificate],
      ["server.key", certificate.key],
    ] as const) {
      writeFileSync(join(data, name), text, { mode: 0o600 });
      if (owner !== undefined) chownSync(join(data, name), owner.uid, owner.gid);
    }
  }
  const options = {
    ssl: certificate === undefined ? "off" : "on",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: "off",
    full_page_writes: "off",
    max_connections: "200",
    ...settings,
  };
  const args = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const launch = () =>
    spawn(program, ["-D", data, "-p", String(port), ...args], { ...owner, cwd: folder, stdio: "ignore" });
  const inside = (database: string): Address => ({ host: "127.0.0.1", port, user: "postgres", database });

  let server = launch();
  const killed = () => server.kill("SIGKILL");
  process.on("exit", killed);
  await answers(inside("postgres"));

  const databases: LocalDatabase[] = [];
  const create = async (name: string, from: string) => {
    await administer(inside("postgres"), `CREATE DATABASE ${name} TEMPLATE ${from}`);
    const database = databaseAt(inside(name));
    databases.push(database);
    return database;
  };
  await create(template, "template0");
  await prepare(inside(template));

  return {
    port,
    createDatabase: () => create(`test_${String(databases.length)}`, template),
    createEmptyDatabase: () => create(`test_${String(databases.length)}`, "template0"),
    crash: async () => {
      await ended(server, "SIGQUIT");
      server = launch();
      await answers(inside("postgres"));
    },
    freeze: () => {
      signalAll(server, "SIGSTOP");
    },
    thaw: () => {
      signalAll(server, "SIGCONT");
    },
    stop: async () => {
      await Promise.all(databases.map((database) => database.close()));
      await ended(server, "SIGINT");
      process.off("exit", killed);
      rmSync(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root; then Debian's own user runs it. */
function whoeverMayRunIt(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The server has a process for each connection, all of them its children. */
function signalAll(server: ChildProcess, signal: NodeJS.Signals): void {
  if (server.pid === undefined) throw new Error("PostgreSQL does not run");
  const pid = String(server.pid);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  for (const child of children) process.kill(Number(child), signal);
  server.kill(signal);
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const end = once(server, "exit");
  server.kill(signal);
  await end;
}

async function administer(address: Address, statement: string): Promise<void> {
  const client = new Client(address);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function answers(address: Address): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      await administer(address, "SELECT 1");
      return;
    } catch {
      await sleep(25);
    }
  }
  throw new Error("PostgreSQL did not start");
}
