import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  admissionClaims,
  present,
  syntheticRing,
  ticketClaims,
} from "../../../test/support/waiting-room/key-ring";
import { mintAdmission, mintTicket } from "./mint";
import { nodeHmac } from "./node-hmac";
import { derivedKeys } from "./derived-keys";
import { verifyAdmission, verifyTicket, type Showing } from "./verify";

const ring = syntheticRing();
const showing: Showing = { event: "concert-a", now: present, device: "d".repeat(11) };
const admission = mintAdmission(admissionClaims(), ring);
const ticket = mintTicket(ticketClaims(), ring);

const reasonOf = (token: string, changed: Partial<Showing> = {}) => {
  const result = verifyAdmission(token, { ...showing, ...changed }, ring);
  return result.kind === "valid" ? "valid" : result.reason;
};

/** Signed with the right key, whatever the payload. */
function signed(payload: string, kid = "k1"): string {
  const text = `a1.${kid}.${Buffer.from(payload).toString("base64url")}`;
  return `${text}.${nodeHmac(derivedKeys(ring, "a1", "concert-a")[kid] ?? "", text)}`;
}

describe("a token", () => {
  test("is accepted with what it says, and is some 200 characters long", () => {
    expect(verifyTicket(ticket, showing, ring)).toEqual({ kind: "valid", claims: ticketClaims() });
    expect(verifyAdmission(admission, showing, ring)).toEqual({ kind: "valid", claims: admissionClaims() });
    expect(ticket).toMatch(/^q1\.k1\.[\w-]+\.[\w-]{43}$/);
    expect(Math.max(ticket.length, admission.length)).toBeLessThan(256);
  });

  test("of any claims that can be signed is accepted", () => {
    const whole = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const claims = fc.record({ p: whole, g: fc.nat(100), j: fc.stringMatching(/^[\w-]{1,64}$/) });
    fc.assert(
      fc.property(claims, (some) => {
        expect(reasonOf(mintAdmission(admissionClaims(some), ring))).toBe("valid");
      }),
    );
  });

  test("with any bit changed is refused", () => {
    fc.assert(
      fc.property(fc.nat(admission.length - 1), fc.nat(7), (index, bit) => {
        const bytes = Buffer.from(admission, "latin1");
        bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        expect(reasonOf(bytes.toString("latin1"))).not.toBe("valid");
      }),
      { numRuns: 2_000 },
    );
  });

  test("that is cut short or goes on is refused", () => {
    for (let length = 0; length < admission.length; length += 1) {
      expect(reasonOf(admission.slice(0, length))).not.toBe("valid");
    }
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (more) => {
        expect(reasonOf(admission + more)).not.toBe("valid");
        expect(reasonOf(more + admission)).not.toBe("valid");
      }),
    );
  });

  test("of another key id, type or event is refused, though the ring knows them", () => {
    expect(reasonOf(admission.replace(".k1.", ".k2."))).toBe("signature");
    expect(reasonOf(admission.replace(".k1.", ".k9."))).toBe("key");
    expect(reasonOf(admission.replace(".k1.", ".constructor."))).toBe("key");
    expect(reasonOf(ticket)).toBe("format");
    expect(reasonOf(ticket.replace(/^q1/, "a1"))).toBe("signature");
    expect(verifyTicket(admission.replace(/^a1/, "q1"), showing, ring).kind).toBe("refused");
    expect(reasonOf(admission, { event: "concert-b" })).toBe("signature");
    expect(reasonOf(signed(JSON.stringify(admissionClaims({ e: "concert-b" }))))).toBe("event");
  });

  test("that is signed with the key which stands in for unknown ones is refused", () => {
    const text = admission.slice(0, admission.lastIndexOf(".")).replace(".k1.", ".k9.");
    expect(reasonOf(`${text}.${nodeHmac("-".repeat(43), text)}`)).toBe("key");
  });

  test("is refused from the second on in which it ends, and until five seconds before it was signed", () => {
    const { i, x } = admissionClaims();
    expect(reasonOf(admission, { now: x * 1_000 - 1 })).toBe("valid");
    expect(reasonOf(admission, { now: x * 1_000 })).toBe("expired");
    expect(reasonOf(admission, { now: i * 1_000 - 5_000 })).toBe("valid");
    expect(reasonOf(admission, { now: i * 1_000 - 5_001 })).toBe("future");
  });

  test("of a key whose time is over is refused in Node as at the edge", () => {
    const old = mintAdmission(admissionClaims(), syntheticRing({ current: "k2" }));
    const oldTicket = mintTicket(ticketClaims(), syntheticRing({ current: "k2" }));
    const until = syntheticRing({ previous: [{ kid: "k2", notAfter: present + 1 }] });
    expect(verifyAdmission(old, showing, until).kind).toBe("valid");
    const later = { ...showing, now: present + 1 };
    expect(verifyAdmission(old, later, until)).toEqual({ kind: "refused", reason: "key" });
    expect(verifyTicket(oldTicket, later, until)).toEqual({ kind: "refused", reason: "key" });
    expect(verifyAdmission(admission, later, until).kind).toBe("valid");
  });

  test("that another device shows is refused, for a reason of its own", () => {
    expect(reasonOf(admission, { device: "e".repeat(11) })).toBe("device");
  });

  test.each([
    ["nothing", ""],
    ["10 KB", "a".repeat(10_240)],
    ["three parts", "a1.k1.e30"],
    ["five parts", `${admission}.e30`],
    ["padding", admission.replace(/\.([\w-]+)$/, ".$1=")],
    ["standard base64", admission.replace(/\.([\w-]+)\./, ".+/$1.")],
    ["a key id in upper case", admission.replace(".k1.", ".K1.")],
  ])("that is %s is refused for its form", (_, token) => {
    expect(["format", "signature"]).toContain(reasonOf(token));
  });

  test.each([
    "no JSON",
    "[]",
    "null",
    '"text"',
    "{}",
    JSON.stringify([admissionClaims()]),
    ...["NaN", "Infinity", "-1", "1e308", "0.5", '"1800000000"', "null", "[1]"].map((x) =>
      JSON.stringify(admissionClaims()).replace(/"x":\d+/, `"x":${x}`),
    ),
    ...Object.keys(admissionClaims()).map((claim) =>
      JSON.stringify({ ...admissionClaims(), [claim]: undefined }),
    ),
    JSON.stringify({ ...admissionClaims(), s: "two\r\nlines" }),
    JSON.stringify({ ...admissionClaims(), p: 0 }),
  ])("that is signed but says %s is refused", (payload) => {
    expect(reasonOf(signed(payload))).toBe("claims");
  });

  test("may say more than is asked", () => {
    expect(reasonOf(signed(JSON.stringify({ ...admissionClaims(), later: true })))).toBe("valid");
  });

  test("is not signed if nobody would accept it", () => {
    expect(() => mintTicket(ticketClaims({ p: Number.NaN }), ring)).toThrow("nobody would accept");
    expect(() => mintAdmission(admissionClaims({ j: "two words" }), ring)).toThrow("nobody would accept");
    expect(() => mintTicket(ticketClaims(), syntheticRing({ current: "k7" }))).toThrow("current key");
  });
});
