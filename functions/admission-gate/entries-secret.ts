import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import type { Clock } from "../waiting-room/clock";
import type { ReadEntry } from "./decide-reading";

const entriesSchema = z.record(z.string(), z.string());

/** How old the entries may be that a request is judged by: a key is known two minutes before it signs. */
const freshMs = 60_000;

/** How long the last entries go on while the secret cannot be read. Longer would let a dropped key live. */
const staleMs = 600_000;

/** How soon a read that failed is tried again, so that no request waits for a service that is down. */
const retryMs = 5_000;

interface Entries {
  readonly readAt: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads the gate's entries from one secret that holds them all: Lambda@Edge has neither environment variables nor the
 * edge's key value store, and whatever is baked into its code is there for everybody who may read code.
 */
export function entriesFromSecret(deps: {
  readonly client: Pick<SecretsManagerClient, "send">;
  readonly secretId: string;
  readonly clock: Clock;
}): ReadEntry {
  let last: Entries | undefined;
  let reading: Promise<Entries> | undefined;
  let triedAt = -Infinity;

  async function read(): Promise<Entries> {
    const readAt = deps.clock.now();
    triedAt = readAt;
    const { SecretString: text } = await deps.client.send(
      new GetSecretValueCommand({ SecretId: deps.secretId }),
    );
    last = { readAt, values: entriesSchema.parse(JSON.parse(text ?? "")) };
    return last;
  }

  async function entries(): Promise<Entries> {
    const now = deps.clock.now();
    if (last && now - last.readAt < freshMs) return last;
    const usable = last !== undefined && now - last.readAt < staleMs ? last : undefined;
    if (usable && now - triedAt < retryMs && !reading) return usable;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading.catch((error: unknown) => {
      if (usable) return usable;
      throw error;
    });
  }

  return async (key) => {
    const { values } = await entries();
    return Object.hasOwn(values, key) ? values[key] : undefined;
  };
}
