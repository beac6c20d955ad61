import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visitorOf } from "./visitor";

const requestId = fc.stringMatching(/^[A-Za-z0-9_-]{22,43}$/);

describe("a visitor", () => {
  it("is 22 base64url letters that do not show the request id, the same every time", () => {
    fc.assert(
      fc.property(requestId, (rid) => {
        expect(visitorOf("autumn-tour", rid)).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(visitorOf("autumn-tour", rid)).not.toBe(rid.slice(0, 22));
        expect(visitorOf("autumn-tour", rid)).toBe(visitorOf("autumn-tour", rid));
      }),
    );
  });

  it("is another for another request id and at another event, so nobody can be followed from sale to sale", () => {
    fc.assert(
      fc.property(requestId, requestId, (one, other) => {
        fc.pre(one !== other);
        expect(visitorOf("autumn-tour", one)).not.toBe(visitorOf("autumn-tour", other));
        expect(visitorOf("autumn-tour", one)).not.toBe(visitorOf("spring-tour", one));
      }),
    );
  });

  it("stays who it is from one release to the next: places are stored under it", () => {
    expect(visitorOf("autumn-tour", "a".repeat(22))).toBe("c1rp8-zb9ovxd8cLIg3tV8");
  });
});
