import { expect, it } from "vitest";
import { aConfig, aRecord } from "../../../test/support/waiting-room/an-event";
import { freshEvent, onBothStores } from "../../../test/support/waiting-room/both-stores";
import { recordingStore } from "../../../test/support/waiting-room/recording-store";
import { systemClock } from "../clock";
import { LeasedPositions } from "../positions/lease";
import type { Store } from "../store/store";
import { EventView } from "../view";
import { join, type JoinResult } from "./join";

const people = 60;

/** A process of its own: nothing but the store is shared. */
function aProcess(store: Store) {
  const { store: recorded, writes } = recordingStore(store);
  const deps = { store: recorded, clock: systemClock };
  const positions = new LeasedPositions({ ...deps, random: () => 0.5 });
  return { ...deps, positions, writes, views: new EventView(deps) };
}

onBothStores((store) => {
  it("gives everyone one place in a rush in which all ask at two processes at once, and shares the counter", async () => {
    const event = freshEvent();
    const closeAt = systemClock.now() + 86_400_000;
    await store().createEvent(event, aRecord(aConfig({ closeAt, firstLease: 32 })));
    const processes = Array.from({ length: 4 }, () => aProcess(store()));

    const ask = async (visitor: string, index: number): Promise<JoinResult> => {
      const process = processes[index % processes.length];
      const view = await process?.views.read(event);
      if (process === undefined || view === undefined) throw new Error("process and event are there");
      return join(view, { visitor, device: "device" }, process);
    };
    const asked = Array.from({ length: people }, (_, person) => {
      const visitor = `visitor ${String(person)}`;
      return Promise.all([ask(visitor, person), ask(visitor, person + 1)]);
    });
    const answers = await Promise.all(asked);

    const positions = answers.map((pair) => {
      const [one, other] = pair.map((answer) => (answer.kind === "joined" ? answer.place : undefined));
      expect(one).toBeDefined();
      expect(other).toEqual(one);
      expect(pair.filter((answer) => answer.kind === "joined" && !answer.again)).toHaveLength(1);
      return one?.position;
    });
    expect(new Set(positions).size).toBe(people);

    const written = processes.flatMap(({ writes }) => writes);
    expect(written.filter((write) => write === "takePlace")).toHaveLength(2 * people);
    expect(written.filter((write) => write === "lease").length).toBeLessThan(people / 5);
  });
});
