import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReply, RedisError, type Reply } from "./reply";

function encoded(reply: Reply): string {
  if (reply === null) return "$-1\r\n";
  if (typeof reply === "number") return `:${String(reply)}\r\n`;
  if (typeof reply === "string") return `$${String(Buffer.byteLength(reply))}\r\n${reply}\r\n`;
  if (reply instanceof RedisError) return `-${reply.message}\r\n`;
  return `*${String(reply.length)}\r\n${reply.map(encoded).join("")}`;
}

const { any } = fc.letrec<{ any: Reply }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.constant(null),
    fc.stringMatching(/^[A-Z]{3,9} [a-z ]{0,20}$/).map((message) => new RedisError(message)),
    fc.array(tie("any"), { maxLength: 5 }),
  ),
}));

describe("a reply of Redis", () => {
  it("is read whole, wherever it was cut, and nothing before its end has come", () => {
    fc.assert(
      fc.property(any, fc.nat(), (reply, cut) => {
        const bytes = Buffer.from(encoded(reply));

        expect(readReply(bytes, 0)).toEqual({ reply, end: bytes.length });
        expect(readReply(bytes.subarray(0, cut % bytes.length), 0)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["a word", "+OK\r\n", "OK"],
    ["a list that is not there", "*-1\r\n", null],
  ])("may be %s", (_, text, reply) => {
    expect(readReply(Buffer.from(text), 0)).toEqual({ reply, end: text.length });
  });

  it("is nothing else", () => {
    expect(() => readReply(Buffer.from("HTTP/1.1 400 Bad Request\r\n"), 0)).toThrow(/something else/);
  });
});
