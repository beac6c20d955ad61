import { beforeEach, describe, expect, it } from "vitest";
import { aConfig, aControl, anEvent, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { faultyStore, type Fault, type Request } from "../../test/support/waiting-room/faulty-store";
import { VirtualTime } from "../../test/support/waiting-room/virtual-clock";
import { MemoryStore } from "./store/memory";
import { StoreError } from "./store/store";
import { EventView, lotteryOf } from "./view";

const other = "spring-tour";

function setting() {
  const time = new VirtualTime(beginning);
  const memory = new MemoryStore();
  const requests: Request[] = [];
  let fault: Fault | undefined;
  let delayMs = 0;
  let offset = 0;
  const store = faultyStore(memory, {
    fault: (request) => {
      requests.push(request);
      return fault;
    },
    delay: () => ({ there: delayMs, back: 0 }),
    sleep: (ms) => time.sleep(ms),
  });
  const clock = time.seenWith(() => offset);
  return {
    time,
    memory,
    requests,
    views: new EventView({ store, clock }),
    fail: (next: Fault | undefined) => (fault = next),
    slow: (ms: number) => (delayMs = ms),
    setBack: (ms: number) => (offset = -ms),
  };
}

describe("the view of an event", () => {
  let room: ReturnType<typeof setting>;

  beforeEach(async () => {
    room = setting();
    for (const event of [anEvent, other]) await room.memory.createEvent(event, aRecord(aConfig()));
    await room.memory.startControl(anEvent, aControl({ S0: 5 }));
  });

  it("is the event, its line and how far positions are given out, and knows when reading began", async () => {
    const view = await room.views.read(anEvent);
    expect(view).toMatchObject({ event: anEvent, readAt: beginning, sequence: { last: 0 } });
    expect(view?.control?.segment.S0).toBe(5);
    expect(view?.record.config.capacity).toBe(100);
  });

  it("is read once for everybody who asks within a second, also while it is being read", async () => {
    room.slow(20);
    const asked = Promise.all(Array.from({ length: 50 }, () => room.views.read(anEvent)));
    await room.time.advance(1_000);
    expect(new Set(await asked).size).toBe(1);
    await room.views.read(anEvent);
    expect(room.requests).toEqual(["readEvent", "readControl", "readSequence"]);
  });

  it("is read again after a second", async () => {
    const before = await room.views.read(anEvent);
    await room.time.advance(1_001);
    expect((await room.views.read(anEvent))?.readAt).toBe(beginning + 1_001);
    expect(before?.readAt).toBe(beginning);
  });

  it("is read again earlier for someone who needs it newer, and kept longer for someone who does not", async () => {
    await room.views.read(anEvent);
    await room.time.advance(2_000);
    expect((await room.views.read(anEvent, 3_000))?.readAt).toBe(beginning);
    expect((await room.views.read(anEvent, 500))?.readAt).toBe(beginning + 2_000);
  });

  it("is read again after the clock was set back", async () => {
    await room.views.read(anEvent);
    room.setBack(60_000);
    expect((await room.views.read(anEvent))?.readAt).toBe(beginning - 60_000);
  });

  it("of one event is not that of another", async () => {
    expect((await room.views.read(other))?.control).toBeUndefined();
    expect((await room.views.read(anEvent))?.event).toBe(anEvent);
  });

  it("is nothing for an unknown event, which is not asked for again within the second", async () => {
    expect(await room.views.read("nothing-here")).toBeUndefined();
    expect(await room.views.read("nothing-here")).toBeUndefined();
    expect(room.requests).toEqual(["readEvent", "readControl"]);
  });

  it("remembers a bounded number of names, whoever makes them up", async () => {
    await room.views.read(anEvent);
    for (let made = 0; made < 256; made += 1) await room.views.read(`made-up-${String(made)}`);
    const before = room.requests.length;
    await room.views.read(anEvent);
    expect(room.requests.length).toBeGreaterThan(before);
  });

  it("is waited for by who comes while it is being read, also when that takes long", async () => {
    room.slow(700);
    const first = room.views.read(anEvent);
    await room.time.advance(1_200);
    const second = room.views.read(anEvent);
    await room.time.advance(300);
    expect(await second).toBe(await first);
    expect(room.requests).toEqual(["readEvent", "readControl", "readSequence"]);
  });

  it("is read anew where the reading should have ended long ago: its process was frozen", async () => {
    room.slow(60_000);
    void room.views.read(anEvent);
    await room.time.advance(2_001);
    room.slow(0);
    expect((await room.views.read(anEvent))?.readAt).toBe(beginning + 2_001);
  });

  it("tells everybody who asks within a second that the store is down, and asks it again for the next", async () => {
    room.fail("unavailable");
    room.slow(20);
    const asked = Promise.allSettled([room.views.read(anEvent), room.views.read(anEvent)]);
    await room.time.advance(100);
    for (const answer of await asked) {
      expect(answer.status === "rejected" && answer.reason).toBeInstanceOf(StoreError);
    }
    room.fail(undefined);
    room.slow(0);
    room.requests.length = 0;
    await expect(room.views.read(anEvent)).rejects.toBeInstanceOf(StoreError);
    await room.time.advance(800);
    await expect(room.views.read(anEvent, 3_000)).rejects.toBeInstanceOf(StoreError);
    expect(room.requests).toEqual([]);
    await room.time.advance(200);
    expect(await room.views.read(anEvent)).toBeDefined();
  });

  it("keeps what was last seen for those who go on without the store", async () => {
    expect(room.views.lastSeen(anEvent)).toBeUndefined();
    await room.views.read(anEvent);
    room.fail("unavailable");
    await room.time.advance(60_000);
    await expect(room.views.read(anEvent)).rejects.toThrow(StoreError);
    expect(room.views.lastSeen(anEvent)?.readAt).toBe(beginning);
  });

  it("refuses an event without a sequence", async () => {
    await room.memory.startControl("half-made", aControl({ S0: 0 }));
    const { memory } = room;
    const halfMade = new EventView({
      store: {
        readEvent: () => memory.readEvent(anEvent),
        readControl: (event: string) => memory.readControl(event),
        readSequence: (event: string) => memory.readSequence(event),
      },
      clock: room.time,
    });
    await expect(halfMade.read("half-made")).rejects.toMatchObject({ kind: "unreadable" });
  });

  it("never shows a moving line without the draw that came before it", async () => {
    room.slow(20);
    const reading = room.views.read(other);
    await room.time.advance(30);
    await room.memory.lease(other, 10, 100);
    await room.memory.seal(other);
    await room.memory.startControl(other, aControl({ S0: 5 }));
    await room.time.advance(100);
    const view = await reading;
    expect(view?.control === undefined || view.sequence.sealedAt !== undefined).toBe(true);
    expect(view?.sequence.sealedAt).toBe(10);
  });
});

describe("the lottery of a view", () => {
  it("is drawn with the event's seed among those who had a position, and is none where nobody had", async () => {
    const { memory, views, time } = setting();
    await memory.createEvent(anEvent, aRecord(aConfig()));
    const lottery = async () => {
      await time.advance(1_001);
      const view = await views.read(anEvent);
      return view && lotteryOf(view);
    };
    expect(await lottery()).toBeUndefined();
    await memory.lease(anEvent, 7, 100);
    expect(await lottery()).toBeUndefined();
    await memory.seal(anEvent);
    expect(await lottery()).toEqual({ n: 7, seed: "5e".repeat(32) });
  });

  it("is none where it was drawn among nobody", async () => {
    const { memory, views } = setting();
    await memory.createEvent(anEvent, aRecord(aConfig()));
    await memory.seal(anEvent);
    const view = await views.read(anEvent);
    expect(view && lotteryOf(view)).toBeUndefined();
  });
});
