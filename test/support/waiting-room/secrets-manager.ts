import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What Secrets Manager does next: answers with this text, fails with this status, or never answers. */
export type SecretState = { readonly text: string } | { readonly status: number } | { readonly silent: true };

export interface SecretsManagerServer {
  readonly endpoint: string;
  /** Names of the secrets that were asked for, in order. */
  readonly asked: readonly string[];
  /** Regions that requests were signed for, in order. */
  readonly signedFor: readonly string[];
  set(state: SecretState): void;
  stop(): Promise<void>;
}

/** A server on loopback that speaks as much of Secrets Manager's protocol as reading one secret takes. */
export async function startSecretsManager(first: SecretState): Promise<SecretsManagerServer> {
  let state = first;
  const asked: string[] = [];
  const signedFor: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { SecretId: id } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string };
      asked.push(id);
      signedFor.push(/Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "");
      if ("silent" in state) return;
      const answer =
        "text" in state ? { Name: id, SecretString: state.text } : { __type: "InternalServiceError" };
      response.writeHead("text" in state ? 200 : state.status, {
        "content-type": "application/x-amz-json-1.1",
      });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    signedFor,
    set: (next) => {
      state = next;
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
