import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Version {
  readonly id: string;
  readonly text: string;
  readonly writtenAt: number;
}

export interface SecretVersionsServer {
  readonly endpoint: string;
  /** Every version a secret has had, the current one last. */
  versions(secret: string): readonly Version[];
  /** What comes before each request is answered. */
  before(act: ((operation: string, secret: string) => void) | undefined): void;
  /** Writes as somebody else would. */
  put(secret: string, id: string, text: string): void;
  stop(): Promise<void>;
}

interface Call {
  readonly SecretId: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
}

/** Secrets Manager as far as secrets are read and given new versions, with its rule that a version has one text for good. */
export async function startSecretVersions(secrets: readonly string[]): Promise<SecretVersionsServer> {
  const all = new Map<string, Version[]>(secrets.map((name) => [name, []]));
  let act: ((operation: string, secret: string) => void) | undefined;

  function answer(operation: string, call: Call): object | string {
    const versions = all.get(call.SecretId);
    const current = versions?.at(-1);
    if (operation === "GetSecretValue") {
      if (current === undefined) return "ResourceNotFoundException";
      const { id, text, writtenAt } = current;
      return { Name: call.SecretId, VersionId: id, SecretString: text, CreatedDate: writtenAt / 1_000 };
    }
    const { ClientRequestToken: id = "", SecretString: text = "" } = call;
    if (versions === undefined) return "ResourceNotFoundException";
    if (id.length < 32 || id.length > 64 || text.length > 65_536) return "ValidationException";
    const known = versions.find((version) => version.id === id);
    if (known !== undefined && known.text !== text) return "ResourceExistsException";
    if (known === undefined) versions.push({ id, text, writtenAt: Date.now() });
    return { Name: call.SecretId, VersionId: id };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = JSON.parse(Buffer.concat(chunks).toString()) as Call;
      const operation = String(request.headers["x-amz-target"]).replace("secretsmanager.", "");
      act?.(operation, call.SecretId);
      const content = answer(operation, call);
      const failed = typeof content === "string";
      response.writeHead(failed ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(failed ? { __type: content } : content));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    versions: (secret) => all.get(secret) ?? [],
    before: (next) => (act = next),
    put: (secret, id, text) => {
      all.get(secret)?.push({ id, text, writtenAt: Date.now() });
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
