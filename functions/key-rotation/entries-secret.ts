import * as z from "zod";
import type { GateSink } from "./gate-sink";
import type { VersionedSecret } from "./versioned-secret";

/** What a secret's text may weigh: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const maxBytes = 65_536;

const entriesSchema = z.record(z.string(), z.string());

/**
 * The gate's entries as one secret, which the gate reads where it runs as Lambda@Edge. It holds some 80 events at once;
 * who has more needs CloudFront's key value store.
 */
export function entriesSecret(secret: VersionedSecret): GateSink {
  return {
    async read() {
      const stands = await secret.read();
      const entries = stands === undefined ? {} : entriesOf(stands.text);
      return { version: stands?.version ?? "", entries: new Map(Object.entries(entries)) };
    },

    async write({ puts, deletes }, { entries, version }) {
      const next = new Map(entries);
      for (const { key, value } of puts) next.set(key, value);
      for (const key of deletes) next.delete(key);
      const text = JSON.stringify(Object.fromEntries(next));
      if (Buffer.byteLength(text) > maxBytes) {
        throw new Error(`the gate's entries weigh more than the ${String(maxBytes)} bytes a secret may hold`);
      }
      return secret.write(text, version === "" ? undefined : version);
    },
  };
}

/** What is no set of entries is replaced by one: the gate could not read it either. */
function entriesOf(text: string): z.infer<typeof entriesSchema> {
  try {
    return entriesSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
