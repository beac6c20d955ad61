import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";

export interface SilentServer {
  readonly port: number;
  /** Connections that have come. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Takes every connection and reads what it is sent, and never answers: what a hanging service looks like. */
export async function startSilentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    // The caller gives up at some time, by a reset too.
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
