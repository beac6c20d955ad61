import { describe, expect, it } from "vitest";
import { anApi, type Browser } from "../../test/support/waiting-room/api";
import { faultyStore } from "../../test/support/waiting-room/faulty-store";
import { VirtualTime } from "../../test/support/waiting-room/virtual-clock";
import { LeasedPositions } from "../waiting-room/positions/lease";
import { MemoryStore } from "../waiting-room/store/memory";
import { EventView } from "../waiting-room/view";

/** What a call to DynamoDB takes, there and back: it promises single-digit milliseconds. */
const callMs = { there: 2.5, back: 2.5 };

/** With 100 environments of one request each, 5,000 requests a second leave each 20 ms. */
const meanMs = 20;

const visitors = 200;

/** One environment of the function that serves one request after another, at a store that takes its time. */
function anEnvironment() {
  const time = new VirtualTime();
  const sleep = (ms: number) => time.sleep(ms);
  const memory = new MemoryStore();
  const store = faultyStore(memory, { delay: () => callMs, sleep });
  const api = anApi(
    {
      clock: time,
      sleep,
      views: new EventView({ store, clock: time }),
      positions: new LeasedPositions({ store, clock: time, random: () => 0.5, sleep }),
      help: () => Promise.resolve(),
    },
    store,
  );
  return { api, time };
}

/** Virtual milliseconds until it is done. */
async function timed(time: VirtualTime, act: () => Promise<unknown>): Promise<number> {
  const begun = time.now();
  let ended = Number.POSITIVE_INFINITY;
  void act().then(() => (ended = time.now()));
  while (ended === Number.POSITIVE_INFINITY) await time.advance(0.5);
  return ended - begun;
}

describe("an environment at a store that takes 5 ms a call", () => {
  it("joins and asks in less than the 20 ms that 5,000 a second leave it (CAP-14)", async () => {
    const { api, time } = anEnvironment();
    await timed(time, () => api.create());
    await timed(time, () => api.order("POST", "/open"));
    const people: Browser[] = Array.from({ length: visitors }, (_, number) =>
      api.browser(String(number).padStart(22, "p")),
    );

    let joining = 0;
    let asking = 0;
    for (const person of people) {
      joining += await timed(time, () => person.join());
      asking += await timed(time, () => api.status());
    }

    expect(joining / visitors).toBeLessThan(meanMs);
    expect(asking / visitors).toBeLessThan(meanMs);
  });
});
