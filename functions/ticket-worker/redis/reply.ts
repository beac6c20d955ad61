/** What Redis answers to a command. */
export type Reply = string | number | null | RedisError | readonly Reply[];

/** Redis has refused a command; the connection is as good as before. */
export class RedisError extends Error {
  override readonly name = "RedisError";

  /** The first word, e.g. `WRONGPASS`. */
  get code(): string {
    return this.message.split(" ", 1)[0] ?? "";
  }
}

interface Read {
  readonly reply: Reply;
  /** Where the next reply begins. */
  readonly end: number;
}

/**
 * The reply that begins at an offset, by version 2 of Redis's protocol; nothing if its end has not arrived.
 * https://redis.io/docs/latest/develop/reference/protocol-spec/
 *
 * @throws Error if it is no reply.
 */
export function readReply(received: Buffer, offset: number): Read | undefined {
  const lineEnd = received.indexOf("\r\n", offset);
  if (lineEnd === -1) return undefined;
  const line = received.toString("utf8", offset + 1, lineEnd);
  const end = lineEnd + 2;
  switch (received.toString("latin1", offset, offset + 1)) {
    case "+":
      return { reply: line, end };
    case "-":
      return { reply: new RedisError(line), end };
    case ":":
      return { reply: Number(line), end };
    case "$":
      return readBulk(received, end, Number(line));
    case "*":
      return readArray(received, end, Number(line));
    default:
      throw new Error("Redis has answered something else than a reply");
  }
}

function readBulk(received: Buffer, start: number, length: number): Read | undefined {
  if (length === -1) return { reply: null, end: start };
  const end = start + length + 2;
  if (received.length < end) return undefined;
  return { reply: received.toString("utf8", start, start + length), end };
}

function readArray(received: Buffer, start: number, length: number): Read | undefined {
  if (length === -1) return { reply: null, end: start };
  const replies: Reply[] = [];
  let end = start;
  while (replies.length < length) {
    const element = readReply(received, end);
    if (element === undefined) return undefined;
    replies.push(element.reply);
    end = element.end;
  }
  return { reply: replies, end };
}
