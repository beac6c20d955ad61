import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captured } from "../../../test/support/resource";
import { shownSides } from "./shown-values";

const sides = (from: unknown, to: unknown) => shownSides({ resources: [] })({ from, to });
const image = (tag: string) =>
  `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/urr-spring-production-blue/auth:${tag}-20260216-143022`;

/** Any two values, most of which begin alike and are long. */
const differing = fc
  .tuple(
    fc.oneof(fc.constant(""), fc.string({ minLength: 60, maxLength: 120, unit: "binary" })),
    fc.oneof(fc.string({ maxLength: 4, unit: "binary" }), fc.string({ maxLength: 200 })),
    fc.oneof(fc.string({ maxLength: 4, unit: "binary" }), fc.string({ maxLength: 200 })),
  )
  .map(([front, one, other]): [unknown, unknown] => [front + one, front + other]);
const anything = fc.tuple(
  fc.option(fc.jsonValue(), { nil: undefined }),
  fc.option(fc.jsonValue(), { nil: undefined }),
);

describe("both sides of a change", () => {
  it("never look alike, whatever they have in common, and are never long", () => {
    fc.assert(
      fc.property(fc.oneof(differing, anything), ([from, to]) => {
        fc.pre(JSON.stringify(from) !== JSON.stringify(to));
        const [left, right] = sides(from, to);
        expect(left).not.toBe(right);
        for (const side of [left, right]) expect(Array.from(side).length).toBeLessThanOrEqual(80);
      }),
      { numRuns: 1000 },
    );
  });

  it("are written out where they are short", () => {
    expect(sides("10.0.0.0/24", ["a", "b"])).toEqual(["10.0.0.0/24", '["a","b"]']);
    expect(sides(undefined, { a: 1 })).toEqual(["nothing", '{"a":1}']);
  });

  it("begin where an address goes apart, and say that more is in front", () => {
    expect(sides(image("a1b2c3d"), image("b2c3d4e"))).toEqual([
      "…/auth:a1b2c3d-20260216-143022",
      "…/auth:b2c3d4e-20260216-143022",
    ]);
    const rebuilt = image("a1b2c3d").replace("143022", "150000");
    expect(sides(image("a1b2c3d"), rebuilt)).toEqual([
      "…/auth:a1b2c3d-20260216-143022",
      "…/auth:a1b2c3d-20260216-150000",
    ]);
  });

  it("begin with themselves where they differ from the start, and say that more follows", () => {
    const [left, right] = sides("a".repeat(90), "b");
    expect(left).toBe(`${"a".repeat(79)}…`);
    expect(right).toBe("b");
  });

  it("tell a text from what looks like one without quotes", () => {
    expect(sides("1", 1)).toEqual(['"1"', "1"]);
    expect(sides(undefined, "nothing")).toEqual(["nothing", '"nothing"']);
  });

  it("are names in place of ids, unless both are called the same", () => {
    const resource = (id: string, name: string) => ({
      ...captured("aws:ec2/subnet:Subnet", name, {}),
      id,
    });
    const shown = shownSides({ resources: [resource("1", "a"), resource("2", "b"), resource("3", "b")] });
    expect(shown({ from: "1", to: "2" })).toEqual(["a", "b"]);
    expect(shown({ from: "2", to: "3" })).toEqual(["2", "3"]);
  });
});
