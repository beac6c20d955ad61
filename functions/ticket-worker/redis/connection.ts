import { connect, type Socket } from "node:net";
import { connect as connectByTls, type ConnectionOptions } from "node:tls";
import { within } from "../within";
import { readReply, RedisError, type Reply } from "./reply";

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface ConnectionChoices {
  /** Absent: no TLS. */
  readonly tls?: ConnectionOptions;
  /** Absent: Redis asks for none. */
  readonly password?: string | undefined;
}

/** A seat map that is not shown is repaired with the next event; a batch that waits for Redis keeps others waiting. */
const patienceMs = 1_000;

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** One connection to one Redis. Once it has failed it stays so, and every command with it. */
export class RedisConnection {
  readonly #waiting: Waiting[] = [];
  #received: Buffer = Buffer.alloc(0);
  #failure: Error | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on("data", (chunk: Buffer) => {
      this.#receive(chunk);
    });
    socket.on("error", (error) => {
      this.#fail(error);
    });
    socket.on("close", () => {
      this.#fail(new Error("Redis has closed the connection"));
    });
  }

  /** @throws if there is no connection, or no admission, within two seconds. */
  static async open({ host, port }: Address, { tls, password }: ConnectionChoices): Promise<RedisConnection> {
    const socket =
      tls === undefined ? connect({ host, port }) : connectByTls({ host, port, servername: host, ...tls });
    socket.setNoDelay(true);
    const connection = new RedisConnection(socket);
    try {
      const connected = new Promise<void>((resolve, reject) => {
        socket.once(tls === undefined ? "connect" : "secureConnect", resolve);
        socket.once("error", reject);
      });
      await within(patienceMs, connected);
      if (password !== undefined) await connection.send(["AUTH", password]);
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  /** @throws RedisError if Redis refuses the command, any other error if the connection has failed. */
  async send(command: readonly string[]): Promise<Reply> {
    if (this.#failure !== undefined) throw this.#failure;
    const answered = new Promise<Reply>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
    this.socket.write(encoded(command));
    let reply: Reply;
    try {
      reply = await within(patienceMs, answered);
    } catch (error) {
      // A reply that came later would be taken for the next command's.
      this.close();
      throw error;
    }
    if (reply instanceof RedisError) throw reply;
    return reply;
  }

  close(): void {
    this.#fail(new Error("the connection to Redis was closed"));
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    let read: ReturnType<typeof readReply>;
    let end = 0;
    try {
      while ((read = readReply(this.#received, end)) !== undefined) {
        end = read.end;
        this.#waiting.shift()?.resolve(read.reply);
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error("unknown"));
    }
    this.#received = this.#received.subarray(end);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.socket.destroy();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}

function encoded(command: readonly string[]): string {
  const arguments_ = command.map((word) => `$${String(Buffer.byteLength(word))}\r\n${word}\r\n`);
  return `*${String(command.length)}\r\n${arguments_.join("")}`;
}
