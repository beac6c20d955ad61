import {
  type CloudFrontKeyValueStoreClient,
  ConflictException,
  DescribeKeyValueStoreCommand,
  ListKeysCommand,
  UpdateKeysCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import type { GateChanges, GateSink, GateSnapshot } from "./gate-sink";

/** UpdateKeys takes 50 keys or 3 MB a call; an entry is less than 2 KB, so 50 are always fewer. */
const keysPerUpdate = 50;

/** The most that ListKeys gives at once. */
const keysPerPage = 50;

type Client = Pick<CloudFrontKeyValueStoreClient, "send">;

/**
 * The gate's entries in CloudFront's key value store. Every update names the version it was made for, and the store
 * refuses it if there is another one by now. A single update is made as a whole or not at all.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_UpdateKeys.html
 */
export function keyValueStore(client: Client, arn: string): GateSink {
  return {
    async read() {
      // The version comes first: what is written while the pages are read then counts as a conflict.
      const version = await versionOf(client, arn);
      return { version, entries: await entriesIn(client, arn) };
    },

    async write(changes, seen) {
      let version = seen.version;
      for (const batch of batchesOf(changes)) {
        const next = await updated(client, { KvsARN: arn, IfMatch: version, ...batch });
        if (next === "conflict") return "conflict";
        version = next.version;
      }
      return "written";
    },
  };
}

async function versionOf(client: Client, arn: string): Promise<string> {
  const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }));
  if (ETag === undefined) throw new Error("the key value store tells no version");
  return ETag;
}

async function entriesIn(client: Client, arn: string): Promise<GateSnapshot["entries"]> {
  const entries = new Map<string, string>();
  let from: string | undefined;
  do {
    const page = await client.send(
      new ListKeysCommand({ KvsARN: arn, MaxResults: keysPerPage, ...(from && { NextToken: from }) }),
    );
    for (const { Key: key, Value: value } of page.Items ?? []) {
      if (key !== undefined && value !== undefined) entries.set(key, value);
    }
    from = page.NextToken;
  } while (from !== undefined);
  return entries;
}

function* batchesOf({ puts, deletes }: GateChanges) {
  for (let start = 0; start < puts.length; start += keysPerUpdate) {
    const part = puts.slice(start, start + keysPerUpdate);
    yield { Puts: part.map(({ key, value }) => ({ Key: key, Value: value })) };
  }
  for (let start = 0; start < deletes.length; start += keysPerUpdate) {
    yield { Deletes: deletes.slice(start, start + keysPerUpdate).map((key) => ({ Key: key })) };
  }
}

async function updated(client: Client, input: UpdateKeysCommand["input"]) {
  try {
    const { ETag } = await client.send(new UpdateKeysCommand(input));
    if (ETag === undefined) throw new Error("the key value store tells no version");
    return { version: ETag };
  } catch (error) {
    if (isConflict(error)) return "conflict";
    throw error;
  }
}

/** "Resource is not in expected state", or by its status where the error has another name. */
function isConflict(error: unknown): boolean {
  if (error instanceof ConflictException) return true;
  const metadata: unknown = error instanceof Error && "$metadata" in error ? error.$metadata : undefined;
  return (
    typeof metadata === "object" &&
    metadata !== null &&
    "httpStatusCode" in metadata &&
    (metadata.httpStatusCode === 409 || metadata.httpStatusCode === 412)
  );
}
