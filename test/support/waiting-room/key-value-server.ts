import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly regionSet: string | undefined;
  readonly ifMatch: string | undefined;
}

export interface KeyValueServer {
  /** Its host is the account's id before this one: see `resolvesAnyLocalhost`. */
  readonly endpoint: string;
  readonly arn: string;
  readonly entries: Map<string, string>;
  readonly seen: SeenRequest[];
  /** Writes as somebody else would, which makes a new version. */
  put(key: string, value: string): void;
  /** What comes before each request is answered. */
  before(act: ((request: SeenRequest) => void) | undefined): void;
  /** Answers so many requests with this status. */
  fail(status: number, times: number): void;
  stop(): Promise<void>;
}

interface Update {
  readonly Puts?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Deletes?: readonly { readonly Key: string }[];
}

/**
 * CloudFront's key value store as far as its API is used here, with its rules: an update is made as a whole, for the
 * version it names, of 50 keys at most, each value 1 KB at most.
 */
export async function startKeyValueServer(): Promise<KeyValueServer> {
  const arn = "arn:aws:cloudfront::123456789012:key-value-store/synthetic-store";
  const entries = new Map<string, string>();
  const seen: SeenRequest[] = [];
  let version = 1;
  let act: ((request: SeenRequest) => void) | undefined;
  let failure = { status: 500, times: 0 };
  const tag = () => `KV${String(version)}`;

  function answer(request: SeenRequest, body: string): readonly [status: number, content: object] {
    const url = new URL(request.path, "http://store");
    if (
      request.path.startsWith("//") ||
      !url.pathname.startsWith(`/key-value-stores/${encodeURIComponent(arn)}`)
    ) {
      return [404, { __type: "ResourceNotFoundException" }];
    }
    if (!url.pathname.endsWith("/keys")) {
      return [
        200,
        { ItemCount: entries.size, TotalSizeInBytes: 0, KvsARN: arn, Created: 1, Status: "READY" },
      ];
    }
    if (request.method === "GET") return [200, page(url)];
    return updated(request, JSON.parse(body) as Update);
  }

  function page({ searchParams }: URL) {
    const size = Number(searchParams.get("MaxResults") ?? 10);
    const from = Number(searchParams.get("NextToken") ?? 0);
    const part = [...entries].slice(from, from + size);
    const Items = part.map(([Key, Value]) => ({ Key, Value }));
    return from + size < entries.size ? { Items, NextToken: String(from + size) } : { Items };
  }

  function updated(request: SeenRequest, { Puts = [], Deletes = [] }: Update): readonly [number, object] {
    if (request.ifMatch !== tag()) return [409, { __type: "ConflictException" }];
    const tooLong = Puts.some(({ Value }) => Buffer.byteLength(Value) > 1_024);
    if (Puts.length + Deletes.length > 50 || tooLong) return [400, { __type: "ValidationException" }];
    for (const { Key, Value } of Puts) entries.set(Key, Value);
    for (const { Key } of Deletes) entries.delete(Key);
    version += 1;
    return [200, { ItemCount: entries.size, TotalSizeInBytes: 0 }];
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = seenOf(request);
      seen.push(one);
      act?.(one);
      const failing = failure.times > 0;
      if (failing) failure = { ...failure, times: failure.times - 1 };
      const [status, content] = failing
        ? ([failure.status, { __type: "InternalServerException" }] as const)
        : answer(one, Buffer.concat(chunks).toString());
      const type = "__type" in content ? { "x-amzn-errortype": String(content.__type) } : { etag: tag() };
      response.writeHead(status, { "content-type": "application/json", ...type });
      response.end(JSON.stringify(content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    arn,
    entries,
    seen,
    put: (key, value) => {
      entries.set(key, value);
      version += 1;
    },
    before: (next) => (act = next),
    fail: (status, times) => (failure = { status, times }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function seenOf({ method = "", url = "", headers }: IncomingMessage): SeenRequest {
  const regionSet = headers["x-amz-region-set"];
  return {
    method,
    path: url,
    authorization: headers.authorization ?? "",
    regionSet: typeof regionSet === "string" ? regionSet : undefined,
    ifMatch: headers["if-match"],
  };
}

/**
 * For `NODE_OPTIONS` of a process: every host below `localhost` is this machine. The SDK puts the account's id before
 * the store's host, and not every machine knows such names.
 */
export const resolvesAnyLocalhost = `--import=data:text/javascript,${encodeURIComponent(
  `import dns from "node:dns";
   const real = dns.lookup;
   dns.lookup = (host, ...rest) => real(host.endsWith(".localhost") ? "127.0.0.1" : host, ...rest);`,
)}`;
