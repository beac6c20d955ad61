import type { ConnectionOptions } from "node:tls";
import type { Cluster, Redis } from "ioredis";
import { timeLimits } from "./time-limits";
import { within } from "./within";

export interface RedisChoices {
  /** Of the one Redis there is, or the address that a cluster has as a whole. */
  readonly address: { readonly host: string; readonly port: number };
  readonly mode: "single" | "cluster";
  /** Absent: no TLS. */
  readonly tls?: ConnectionOptions;
  /** Asked for each new client, as it may change. */
  readonly password?: () => Promise<string | undefined>;
}

/** What the worker asks of Redis; the same of one and of a cluster. */
export type RedisCommands = Pick<Redis, "eval" | "hgetall">;

/** Refused for what the connection is, not for what was asked: not let in, or its server is no primary any more. */
const isOfConnection = /^(?:NOAUTH|WRONGPASS|READONLY) /;

interface Client {
  readonly redis: Redis | Cluster;
  /** What it was last told of by a socket; a command learns only that the connection is closed. */
  fault?: Error;
}

/**
 * Redis, from the first command on: until then not even its client is loaded.
 *
 * A client lives as long as its connection. Nothing is connected again behind the worker's back, since Lambda may have
 * frozen the process then: the next command makes a new client, with the password as it is then.
 */
export class LazyRedis {
  #client: Promise<Client> | undefined;

  constructor(private readonly choices: RedisChoices) {}

  /**
   * Sends a command, and once more on a new connection if the one there was has died unnoticed, as they do while Lambda
   * has frozen the process. So it must be one that may be sent twice.
   *
   * @throws ReplyError if Redis refuses it, any other error if Redis is not reached or does not answer in time.
   */
  async ask<T>(command: (redis: RedisCommands) => Promise<T>): Promise<T> {
    const wasThere = this.#client !== undefined;
    try {
      return await this.#send(command);
    } catch (error) {
      if (!wasThere || isRefusal(error)) throw error;
      return this.#send(command);
    }
  }

  /** Ends all connections; the next command makes new ones. */
  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    (await client)?.redis.disconnect();
  }

  async #send<T>(command: (redis: RedisCommands) => Promise<T>): Promise<T> {
    const opening = (this.#client ??= opened(this.choices));
    let client: Client | undefined;
    try {
      client = await opening;
      return await within(timeLimits.redisMs, command(client.redis));
    } catch (error) {
      if (isRefusal(error)) throw error;
      if (this.#client === opening) this.#client = undefined;
      const fault = client?.fault;
      client?.redis.disconnect();
      throw fault ?? error;
    }
  }
}

async function opened({ address, mode, tls, password }: RedisChoices): Promise<Client> {
  const [{ default: ioredis }, word] = await Promise.all([import("ioredis"), password?.()]);
  const connection = {
    ...(tls === undefined ? {} : { tls }),
    ...(word === undefined ? {} : { password: word }),
    connectTimeout: timeLimits.redisSilenceMs,
    // A command that is not answered ends its connection: a later answer is nobody's.
    socketTimeout: timeLimits.redisSilenceMs,
  };
  if (mode === "single") {
    const redis = new ioredis.Redis({
      ...address,
      ...connection,
      lazyConnect: true,
      // Where the first commands wait for the connection; with no second one to come, they fail with it.
      enableOfflineQueue: true,
      retryStrategy: null,
    });
    const client: Client = { redis };
    redis.on("error", (error: Error) => (client.fault = error));
    return client;
  }
  const redis = new ioredis.Cluster([address], {
    lazyConnect: true,
    redisOptions: connection,
    slotsRefreshTimeout: timeLimits.redisSilenceMs,
    clusterRetryStrategy: () => null,
    // A node sends a command elsewhere once, and twice while slots move.
    maxRedirections: 3,
    // Certificates are made out to names. https://redis.github.io/ioredis/interfaces/ClusterOptions.html#dnsLookup
    dnsLookup: (name, callback) => {
      callback(null, name);
    },
  });
  const client: Client = { redis };
  redis.on("error", (error: Error) => (client.fault ??= error));
  redis.on("node error", (error: Error) => (client.fault = error));
  return client;
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError" && !isOfConnection.test(error.message);
}
