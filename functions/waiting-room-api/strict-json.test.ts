import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readObject } from "./strict-json";

describe("the reader of bodies", () => {
  it.each([
    ["no text", ""],
    ["an array", "[]"],
    ["a number", "7"],
    ["null", "null"],
    ["text", '"rid"'],
    ["no JSON", "{rid:1}"],
    ["two objects", "{}{}"],
    ["a name twice", '{"rid":"a","rid":"b"}'],
    ["a name twice, once escaped", '{"rid":"a","\\u0072id":"b"}'],
    ["a name twice, further in", '{"a":[{"b":1,"c":2,"b":3}]}'],
    ["__proto__", '{"__proto__":{"rid":"a"}}'],
    ["__proto__ in escapes", '{"\\u005f_proto__":1}'],
    ["constructor, further in", '{"a":{"constructor":{"prototype":1}}}'],
    ["a null byte outside of text", '{"a":1}\u0000'],
  ])("refuses %s (bad input of a join)", (_, text) => {
    expect(readObject(text)).toBeUndefined();
  });

  it("takes the same name in different objects, and signs of JSON in text", () => {
    const text = '{"a":{"b":1},"b":[{"b":1},{"b":2}],"c":"{\\"c\\":1,\\"c\\":2}","d":"\\\\","e":":"}';

    expect(readObject(text)).toEqual(JSON.parse(text));
  });

  it("takes every object that has no reserved name, as JSON.parse does", () => {
    const name = fc.string().filter((text) => !["__proto__", "constructor", "prototype"].includes(text));
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.double(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(name, tie("value")),
      ),
    })).value;

    fc.assert(
      fc.property(fc.dictionary(name, value), fc.integer({ min: 0, max: 2 }), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        expect(readObject(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses every object in which a name is repeated", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer(), { minKeys: 1 }), (object) => {
        const [name = ""] = Object.keys(object);
        const text = `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:1}`;
        expect(readObject(text)).toBeUndefined();
      }),
    );
  });
});
