import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { routesEntry } from "../../functions/waiting-room/gate/entries";
import { systemClock } from "../../functions/waiting-room/clock";
import type { EventConfig } from "../../functions/waiting-room/event/config";
import { newSettings } from "../../functions/waiting-room/event/settings";
import { Operator } from "./operator";
import { startPlatform, type Platform } from "./platform";
import { Site } from "./site";
import { jsonReply, receive, send } from "./wire";

export const event = "concert";

export interface Running {
  /** Where the site is, without a slash at the end. */
  readonly origin: string;
  readonly platform: Platform;
  readonly operator: Operator;
  readonly stop: () => Promise<void>;
}

export interface ServerSettings {
  readonly port: number;
  readonly memory: boolean;
  /** Where the event begins. */
  readonly mode: "PRE" | "QUEUE";
  readonly config: Partial<EventConfig> & Pick<EventConfig, "rate" | "capacity">;
}

const dayMs = 86_400_000;

/**
 * Starts the waiting room on the loopback interface.
 *
 * @throws in words if the settings do not go together; the server's error if it cannot listen there.
 */
export async function startServer({ port, memory, mode, config }: ServerSettings): Promise<Running> {
  // Before anything runs that would have to be stopped again.
  const now = systemClock.now();
  const checked = newSettings({ closeAt: now + dayMs, ...config }, now);
  if (checked.kind === "invalid") {
    const problems = checked.problems.map(({ message }) => message).join("; ");
    throw new Error(`These settings do not go together: ${problems}. A lower --rate would do.`);
  }
  const server = createServer();
  const origins = await listen(server, port);
  const [origin = ""] = origins;
  const platform = await startPlatform(event, { memory, origins });
  const protectedPaths = routesEntry([{ path: "/shop", event }]);
  const gated: Platform = {
    ...platform,
    gateEntry: (key) =>
      key === protectedPaths.key ? Promise.resolve(protectedPaths.value) : platform.gateEntry(key),
  };
  const token = randomBytes(16).toString("base64url");
  const operator = new Operator(event, token, (request) => platform.call(request));
  await operator.make(checked.config, mode);
  const site = new Site(event, gated, operator, token);
  const hosts = origins.map((one) => new URL(one).host);
  server.on("request", (message, response) => {
    void serve(site, hosts, message, response);
  });
  return {
    origin,
    platform,
    operator,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await platform.stop();
    },
  };
}

/** Listens on loopback only; the names under which the site then is. */
async function listen(server: Server, port: number): Promise<readonly string[]> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return [`http://127.0.0.1:${String(taken)}`, `http://localhost:${String(taken)}`];
}

async function serve(
  site: Site,
  hosts: readonly string[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    // A name of somebody else's that points to this machine would make their page one of ours.
    if (!hosts.includes(message.headers.host ?? "")) {
      send(response, jsonReply(421, { problem: "there is no such host here" }));
      return;
    }
    const received = await receive(message);
    send(
      response,
      received === undefined ? jsonReply(413, { problem: "too long" }) : await site.reply(received),
    );
  } catch {
    if (!response.headersSent) send(response, jsonReply(500, { problem: "something went wrong here" }));
    else response.destroy();
  }
}
