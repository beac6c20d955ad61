export interface PostgresMessage {
  /** One letter; empty for the message that opens a connection. */
  readonly type: string;
  readonly body: Buffer;
  /** The whole message as it was sent. */
  readonly bytes: Buffer;
}

const lengthBytes = 4;

/** Cuts one direction of a connection into PostgreSQL's messages: a letter, a length, a body. */
export class Messages {
  #rest = Buffer.alloc(0);
  #typeBytes: 0 | 1;

  /** Only the worker's first message has no letter. */
  constructor({ opening }: { readonly opening: "typed" | "untyped" }) {
    this.#typeBytes = opening === "typed" ? 1 : 0;
  }

  /** The messages that are complete with these bytes. */
  read(bytes: Buffer): PostgresMessage[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages: PostgresMessage[] = [];
    for (;;) {
      const head = this.#typeBytes + lengthBytes;
      if (this.#rest.length < head) return messages;
      const end = this.#typeBytes + this.#rest.readInt32BE(this.#typeBytes);
      if (this.#rest.length < end) return messages;
      const message = this.#rest.subarray(0, end);
      const type = message.toString("latin1", 0, this.#typeBytes);
      messages.push({ type, body: message.subarray(head), bytes: message });
      this.#rest = this.#rest.subarray(end);
      this.#typeBytes = 1;
    }
  }
}
