import type { ConnectionOptions } from "node:tls";
import { type Address, RedisConnection } from "./connection";
import { RedisError, type Reply } from "./reply";

export interface RedisChoices {
  /** Of the one Redis there is, or of any node of a cluster. */
  readonly address: Address;
  readonly mode: "single" | "cluster";
  /** Absent: no TLS. */
  readonly tls?: ConnectionOptions;
  /** Asked with each connection, as it may change. */
  readonly password?: () => Promise<string | undefined>;
}

/** A node sends a command elsewhere once, and twice while slots move. */
const maxMoves = 3;

/**
 * Redis, alone or a cluster, for commands about one key each. In a cluster it goes where a node sends it, and remembers
 * where a key was.
 *
 * The usual client brings 190 KB of what the worker never asks for, of the 600 KB that all of it may have.
 *
 * Connects when it is first asked, and anew after a connection has failed.
 */
export class Redis {
  readonly #connections = new Map<string, Promise<RedisConnection>>();
  readonly #homes = new Map<string, Address>();

  constructor(private readonly choices: RedisChoices) {}

  /**
   * Sends a command about a key.
   *
   * @throws RedisError if Redis refuses it, any other error if Redis is not reached.
   */
  async ask(key: string, command: readonly string[]): Promise<Reply> {
    let address = this.#homes.get(key) ?? this.choices.address;
    let isAsking = false;
    for (let moves = 0; ; moves += 1) {
      try {
        return await this.#send(address, isAsking, command);
      } catch (error) {
        const elsewhere = this.choices.mode === "cluster" ? redirection(error, address) : undefined;
        if (elsewhere === undefined || moves === maxMoves) throw error;
        ({ address, isAsking } = elsewhere);
        if (!isAsking) this.#homes.set(key, address);
      }
    }
  }

  /** Ends all connections; the next command makes new ones. */
  close(): void {
    for (const connection of this.#connections.values()) closeSoon(connection);
    this.#connections.clear();
    this.#homes.clear();
  }

  async #send(address: Address, isAsking: boolean, command: readonly string[]): Promise<Reply> {
    const name = `${address.host}:${String(address.port)}`;
    const known = this.#connections.get(name);
    const connection = known ?? this.#open(address);
    this.#connections.set(name, connection);
    let open: RedisConnection | undefined;
    try {
      open = await connection;
      // Both are on their way before either is answered; without the first the second is sent back again.
      if (isAsking) open.send(["ASKING"]).catch(() => undefined);
      return await open.send(command);
    } catch (error) {
      if (open !== undefined && error instanceof RedisError) throw error;
      if (this.#connections.get(name) === connection) this.close();
      // One that was there may have died while Lambda had frozen the process.
      if (known === undefined) throw error;
      return await this.#send(address, isAsking, command);
    }
  }

  async #open(address: Address): Promise<RedisConnection> {
    const { tls, password } = this.choices;
    const word = await password?.();
    return RedisConnection.open(address, {
      ...(tls === undefined ? {} : { tls }),
      ...(word === undefined ? {} : { password: word }),
    });
  }
}

/** Where a node of a cluster says that a key is, for good or while it moves. */
function redirection(
  error: unknown,
  from: Address,
): { readonly address: Address; readonly isAsking: boolean } | undefined {
  if (!(error instanceof RedisError)) return undefined;
  const [, kind, host = "", port] = /^(MOVED|ASK) \d+ (.*):(\d+)$/.exec(error.message) ?? [];
  if (kind === undefined) return undefined;
  // No host: the one that was asked.
  const address = { host: host === "" ? from.host : host, port: Number(port) };
  return { address, isAsking: kind === "ASK" };
}

function closeSoon(connection: Promise<RedisConnection>): void {
  connection.then(
    (open) => {
      open.close();
    },
    () => undefined,
  );
}
