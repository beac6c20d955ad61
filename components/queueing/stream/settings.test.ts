import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsSettings, sendersSetting } from "./settings";
import { visibilitySeconds } from "./visibility";

const problemsOf = (settings: unknown) =>
  eventsSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);

describe("settings of the queue", () => {
  it("are fit for production unless set: UNS-01", () => {
    expect(eventsSettings.parse({})).toEqual({
      maxReceives: 10,
      retentionDays: 4,
      alarms: true,
      maxAgeSeconds: 600,
    });
  });

  it.each([{ maxReceives: 0 }, { maxReceives: 1000 }, { retentionDays: 15 }, { maxAgeSeconds: 59 }])(
    "refuse what SQS would, or what makes no sense: %j",
    (settings) => {
      const [field] = Object.keys(settings);
      expect(eventsSettings.safeParse(settings).error?.issues.map(({ path }) => path)).toEqual([[field]]);
    },
  );

  it("refuse tries that take longer than an event is kept, with the most that would do", () => {
    const settings = { maxReceives: 500, retentionDays: 1 };
    expect(problemsOf(settings)).toEqual([
      "maxReceives takes 90000 seconds, and retentionDays keeps an event for 86400: it would be lost",
    ]);
    expect(eventsSettings.safeParse(settings).error?.issues[0]).toMatchObject({ params: { example: 479 } });
    expect(problemsOf({ ...settings, maxReceives: 479 })).toBeUndefined();
    expect(problemsOf({ ...settings, maxReceives: 480 })).toHaveLength(1);
  });

  it("never let an event be forgotten before it is given up", () => {
    const anySettings = fc.record({
      maxReceives: fc.integer({ min: 1, max: 999 }),
      retentionDays: fc.integer({ min: 1, max: 14 }),
    });
    fc.assert(
      fc.property(anySettings, (settings) => {
        const { maxReceives, retentionDays } = settings;
        const isKept = maxReceives * visibilitySeconds < retentionDays * 86_400;
        expect(eventsSettings.safeParse(settings).success).toBe(isKept);
      }),
    );
  });
});

describe("the senders", () => {
  it("are services by name, each once, and somebody: CON-16", () => {
    expect(sendersSetting.parse(undefined)).toEqual(["ticket", "queue"]);
    for (const senders of [[], ["ticket", "ticket"], ["Ticket"], ["arn:aws:iam::123456789012:role/node"]]) {
      expect(sendersSetting.safeParse(senders).success).toBe(false);
    }
  });
});
