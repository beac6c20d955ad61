import { afterEach } from "vitest";
import { LazyRedis } from "../../../functions/ticket-worker/lazy-redis";
import { type LocalRedis, startRedis } from "./redis";

const started: LocalRedis[] = [];
const clients: LazyRedis[] = [];

/** Starts a Redis that ends with the test. */
export async function start(options?: Parameters<typeof startRedis>[0]): Promise<LocalRedis> {
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}

/** The worker's client of a Redis, which ends with the test. */
export function clientOf(
  { port }: LocalRedis,
  choices: Partial<ConstructorParameters<typeof LazyRedis>[0]> = {},
): LazyRedis {
  const client = new LazyRedis({ address: { host: "127.0.0.1", port }, mode: "single", ...choices });
  clients.push(client);
  return client;
}

/** Ends what a test has started; for the top of a file of tests. */
export function endAfterEach(): void {
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(started.splice(0).map((redis) => redis.stop()));
  });
}

/** Runs a script about a key, which says the key unless told. */
export const say = (client: LazyRedis, key: string, script = "return ARGV[1]") =>
  client.ask((redis) => redis.eval(script, 1, key, key));

/** Keeps the key's own name in its field `seat`. */
export const set = (client: LazyRedis, key: string) =>
  say(client, key, 'return redis.call("HSET", KEYS[1], "seat", ARGV[1])');

export const get = (client: LazyRedis, key: string) => client.ask((redis) => redis.hgetall(key));
