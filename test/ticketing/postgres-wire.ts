import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { Messages } from "./postgres-messages";

/**
 * What becomes of one statement on its way to PostgreSQL.
 *
 * `dies before`: the worker's process ends and the statement is never sent. `answer lost`: it is carried out, and the
 * connection breaks before the worker hears of it. `terminated`: an administrator ends the worker's backend right
 * before it. `silence`: it is sent nowhere, and no answer ever comes.
 */
export type Fate = "passes" | "dies before" | "answer lost" | "terminated" | "silence";

interface Target {
  readonly host: string;
  readonly port: number;
  /** Ends a backend, as `pg_terminate_backend` does. */
  readonly terminate: (backend: number) => Promise<unknown>;
}

const simpleQuery = "Q";
const sync = "S";
const backendKey = "K";
const ready = "Z";

/** A wire to a real PostgreSQL, on which a test decides about each statement. It takes no TLS. */
export class PostgresWire {
  /** Asked once for each statement, in order of all connections together. */
  fate: (statement: number) => Fate = () => "passes";
  #statements = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: Target,
  ) {
    server.on("connection", (worker: Socket) => {
      this.#carry(worker);
    });
  }

  static async to(target: Target): Promise<PostgresWire> {
    const wire = new PostgresWire(createServer(), target);
    wire.server.listen(0, "127.0.0.1");
    await once(wire.server, "listening");
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many statements have come since the last call. */
  counted(): number {
    const counted = this.#statements;
    this.#statements = 0;
    return counted;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, "close");
  }

  #carry(worker: Socket): void {
    const database = connect(this.target.port, this.target.host);
    const both = [worker, database];
    const cut = () => {
      for (const socket of both) socket.destroy();
    };
    for (const socket of both) {
      this.#sockets.add(socket);
      // A broken connection is what the test asks for; the other side is told by the close.
      socket.on("error", cut).on("close", cut);
      socket.on("close", () => this.#sockets.delete(socket));
    }
    let backend = 0;
    let answerIsLost = false;
    let silent = false;
    const answers = new Messages({ opening: "typed" });
    database.on("data", (bytes: Buffer) => {
      const messages = answers.read(bytes);
      for (const { type, body } of messages) if (type === backendKey) backend = body.readInt32BE(0);
      if (!answerIsLost) worker.write(bytes);
      else if (messages.some(({ type }) => type === ready)) cut();
    });
    const requests = new Messages({ opening: "untyped" });
    let held: Buffer[] = [];
    let turn = Promise.resolve();
    worker.on("data", (bytes: Buffer) => {
      for (const { type, bytes: message } of requests.read(bytes)) {
        held.push(message);
        const statement = held;
        if (type === "P" || type === "B" || type === "D" || type === "E") continue;
        held = [];
        const isStatement = type === simpleQuery || type === sync;
        turn = turn.then(async () => {
          const fate = isStatement ? this.fate((this.#statements += 1)) : "passes";
          silent ||= fate === "silence";
          if (silent) return;
          if (fate === "dies before") {
            cut();
            return;
          }
          if (fate === "terminated") await this.target.terminate(backend);
          answerIsLost = fate === "answer lost";
          if (!database.destroyed) database.write(Buffer.concat(statement));
        });
      }
    });
  }
}
