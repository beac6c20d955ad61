import { describe, expect, test } from "vitest";
import {
  admissionClaims,
  present,
  syntheticKey,
  syntheticRing,
  ticketClaims,
} from "../../../test/support/waiting-room/key-ring";
import { eventConfigSchema } from "../event/config";
import type { EventRecord } from "../store/records";
import { deviceKeys } from "../tokens/device-keys";
import { mintAdmission, mintTicket } from "../tokens/mint";
import { nodeHmac } from "../tokens/node-hmac";
import { checkToken } from "../tokens/token";
import { gateEntries, routesEntry } from "./entries";
import type { GateEntry, KeysEntry } from "./entry";

const record: Pick<EventRecord, "mode" | "config" | "enforceFrom"> = {
  mode: "QUEUE",
  config: eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: present }),
  enforceFrom: present - 60_000,
};

const valuesOf = (...given: Parameters<typeof gateEntries>) => {
  const [gate, keys] = gateEntries(...given);
  return { gate: JSON.parse(gate.value) as GateEntry, keys: JSON.parse(keys.value) as KeysEntry };
};

describe("what the edge is told of an event", () => {
  test("is since when the gate asks, until when it stands open, what it does at fault and binds tokens to", () => {
    expect(valuesOf("concert-a", record, syntheticRing(), present).gate).toEqual({
      enforceFrom: present - 60_000,
      openUntil: 0,
      fail: "c",
      fp: "device",
    });
    const config = { ...record.config, failMode: "open", fingerprint: "device+ua+net" } as const;
    const changed = { ...record, config };
    expect(valuesOf("concert-a", changed, syntheticRing(), present, present + 9).gate).toEqual({
      enforceFrom: present - 60_000,
      openUntil: present + 9,
      fail: "o",
      fp: "device+ua+net",
    });
  });

  test.each([
    ["DRAFT", false],
    ["PRE", true],
    ["QUEUE", true],
    ["PAUSED", true],
    ["OPEN", false],
    ["ENDED", true],
  ] as const)("in mode %s asks for admission: %s", (mode, asks) => {
    const { gate } = valuesOf("concert-a", { ...record, mode }, syntheticRing(), present);
    expect(gate.enforceFrom <= present).toBe(asks);
  });

  test("is, before it is announced, the moment it is to open, so that a write that is missed leaves no gate open", () => {
    const draft = { ...record, mode: "DRAFT", enforceFrom: Number.MAX_SAFE_INTEGER } as const;
    const config = { ...record.config, openAt: present + 60_000 };
    expect(valuesOf("concert-a", { ...draft, config }, syntheticRing(), present).gate.enforceFrom).toBe(
      present + 60_000,
    );
    const open = { ...draft, config, mode: "OPEN" } as const;
    expect(valuesOf("concert-a", open, syntheticRing(), present).gate.enforceFrom).toBe(
      8_640_000_000_000_000,
    );
  });

  test("is enough to check a device's tag and not to make its secret", () => {
    const ring = syntheticRing();
    const texts = gateEntries("concert-a", record, ring, present).map(({ value }) => value);
    for (const key of [...Object.values(ring.masters), ring.fingerprintKey, deviceKeys(ring).secret])
      for (const text of texts) expect(text).not.toContain(key);
    expect(valuesOf("concert-a", record, ring, present).keys.kfp).toBe(deviceKeys(ring).tag);
  });

  test("takes less than 400 bytes an entry with the longest names and a full ring", () => {
    const kids = ["a", "b", "c", "d"].map((letter) => letter.repeat(16));
    const ring = syntheticRing({
      current: kids[0] ?? "",
      masters: Object.fromEntries(kids.map((kid) => [kid, syntheticKey(kid)])),
    });
    const config = { ...record.config, fingerprint: "device+ua+net" } as const;
    const entries = gateEntries("e".repeat(40), { ...record, config, mode: "OPEN" }, ring, present, present);
    for (const { key, value } of entries) {
      expect(Buffer.byteLength(value)).toBeLessThanOrEqual(400);
      expect(Buffer.byteLength(key)).toBeLessThan(512);
    }
  });

  test("can judge an admission of that event, and make neither a ticket nor another event's admission", () => {
    const ring = syntheticRing();
    const { keys } = valuesOf("concert-a", record, ring, present).keys;
    const expected = { event: "concert-a", keys, now: present, device: "d".repeat(11) };
    const judge = (token: string) => checkToken(token, { ...expected, type: "a1" }, nodeHmac).kind;
    expect(judge(mintAdmission(admissionClaims(), ring))).toBe("valid");
    expect(judge(mintAdmission(admissionClaims({ e: "concert-b" }), ring))).toBe("refused");
    const ticket = mintTicket(ticketClaims(), ring);
    expect(checkToken(ticket, { ...expected, type: "q1" }, nodeHmac).kind).toBe("refused");
    const text = JSON.stringify(valuesOf("concert-a", record, ring, present));
    for (const master of Object.values(ring.masters)) expect(text).not.toContain(master);
  });

  test("holds all keys that verify, and none whose time is over", () => {
    const ring = syntheticRing({ previous: [{ kid: "k2", notAfter: present + 1 }] });
    expect(Object.keys(valuesOf("concert-a", record, ring, present).keys.keys)).toEqual(["k1", "k2"]);
    expect(Object.keys(valuesOf("concert-a", record, ring, present + 1).keys.keys)).toEqual(["k1"]);
  });
});

describe("the protected paths", () => {
  test("are one entry", () => {
    const paths = [{ path: "/booking", event: "concert-a" }, { path: "/events/*/seats" }];
    expect(routesEntry(paths)).toEqual({ key: "r:", value: JSON.stringify(paths) });
  });

  test.each([
    { path: "/" },
    { path: "/", event: "concert-a" },
    { path: "booking", event: "concert-a" },
    { path: "/booking" },
    { path: "/*/*" },
    { path: "/Booking", event: "concert-a" },
    { path: "/booking/../x", event: "concert-a" },
    { path: "/booking%20x", event: "concert-a" },
    { path: "/booking", event: "Concert" },
    { path: "/booking", event: "internal" },
  ])("are refused if they could cover nothing or no event can be told: %j", (path) => {
    expect(() => routesEntry([path])).toThrow("is not one");
  });

  test("are refused if the edge could not hold them", () => {
    const paths = Array.from({ length: 40 }, (_, n) => ({
      path: `/booking/${String(n)}`,
      event: "concert-a",
    }));
    expect(() => routesEntry(paths)).toThrow("longer than the 1000 bytes");
  });
});
