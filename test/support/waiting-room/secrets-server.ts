import { once } from "node:events";
import { createServer } from "node:http";

/** Secrets Manager, as far as a function asks it: it tells a secret by its name, over HTTP on this machine. */
export async function startSecretsServer(secrets: Readonly<Record<string, string>>) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { SecretId = "" } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId?: string };
      const SecretString = secrets[SecretId];
      response.writeHead(SecretString === undefined ? 400 : 200, {
        "content-type": "application/x-amz-json-1.1",
      });
      response.end(
        JSON.stringify(
          SecretString === undefined
            ? { __type: "ResourceNotFoundException" }
            : { ARN: SecretId, Name: SecretId, SecretString },
        ),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return {
    endpoint: `http://127.0.0.1:${String(address.port)}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
