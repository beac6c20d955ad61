import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Room } from "../../../test/support/waiting-room/a-room";
import { aControl, anEvent } from "../../../test/support/waiting-room/an-event";
import { Killed, type Fault } from "../../../test/support/waiting-room/faulty-store";
import type { Place } from "../store/records";
import { StoreError } from "../store/store";
import { join } from "./join";
import { rejoin } from "./rejoin";

const faults: readonly Fault[] = ["killed before", "killed after", "throttled", "unavailable", "unanswered"];

/** Somebody asks one of the processes for a place, and what happens to the requests to the store meanwhile. */
const step = fc.record({
  after: fc.oneof(fc.constant(0), fc.nat(50), fc.nat(3_000)),
  visitor: fc.constantFrom("ann", "ben", "cleo", "dan"),
  process: fc.nat(2),
  asks: fc.constantFrom("join", "join", "rejoin"),
  /** Names a rejoin; few, so that some are repeated. */
  request: fc.constantFrom("first", "second", "third"),
  fault: fc.option(fc.constantFrom(...faults), { freq: 3, nil: undefined }),
  /** How many requests go well before. */
  healthy: fc.nat(2),
  delayMs: fc.constantFrom(0, 10, 400),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const maxRejoins = 2;
const choices = { firstLease: 4, leaseMaxMs: 2_000, maxRejoins };

/** What visitors were told, in the order in which they asked. */
interface Told {
  readonly visitor: string;
  readonly place: Place;
}

/** Every process is as old as its last crash. */
class Fleet {
  readonly told: Told[] = [];
  readonly #rooms: Room[];

  constructor(readonly first: Room) {
    this.#rooms = [first, first.beside(), first.beside()];
  }

  async serve({ visitor, process, asks, request, fault, healthy, delayMs }: Step): Promise<void> {
    const room = this.#rooms[process] ?? this.first;
    room.delayMs = delayMs;
    let left = healthy;
    room.fault = () => (left-- === 0 ? fault : undefined);
    try {
      const place =
        asks === "join" ? await this.#join(room, visitor) : await this.#rejoin(room, visitor, request);
      if (place !== undefined) this.told.push({ visitor, place });
    } catch (error) {
      if (error instanceof Killed) this.#rooms[process] = this.first.beside();
      else if (!(error instanceof StoreError)) throw error;
    }
  }

  async #join(room: Room, visitor: string): Promise<Place | undefined> {
    const result = await join(await room.view(), { visitor, device: "device" }, room);
    return result.kind === "joined" ? result.place : undefined;
  }

  /** With the ticket of a place they were told of; the line has passed everyone long ago. */
  async #rejoin(room: Room, visitor: string, request: string): Promise<Place | undefined> {
    const ticket = this.told.findLast((told) => told.visitor === visitor)?.place;
    if (ticket === undefined) return undefined;
    const view = await room.view();
    const passed = view.sequence.last;
    const history = [{ at: room.time.now() - 700_000, position: passed }];
    const { position, generation, device } = ticket;
    const result = await rejoin(
      { ...view, control: aControl({ S0: passed, history }) },
      { visitor, position, generation, request, device },
      room,
    );
    return result.kind === "rejoined" ? result.place : undefined;
  }
}

async function serveAll(steps: readonly Step[]): Promise<Fleet> {
  const fleet = new Fleet(await Room.of("QUEUE", choices));
  const { time } = fleet.first;
  const served: Promise<void>[] = [];
  for (const one of steps) {
    if (one.after > 0) await time.advance(one.after);
    served.push(fleet.serve(one));
  }
  await time.advance(60_000);
  await Promise.all(served);
  return fleet;
}

const steps = fc.array(step, { maxLength: 40 });

describe("places of people who ask again and again, at several processes that fail", () => {
  it("are one for each person and generation, and none is told to two people", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (asked) => {
        const { told } = await serveAll(asked);
        const owners = new Map<number, string>();
        const positions = new Map<string, number>();
        for (const { visitor, place } of told) {
          const key = `${visitor} ${String(place.generation)}`;
          expect(owners.get(place.position) ?? visitor).toBe(visitor);
          expect(positions.get(key) ?? place.position).toBe(place.position);
          owners.set(place.position, visitor);
          positions.set(key, place.position);
          expect(place.generation).toBeLessThanOrEqual(maxRejoins);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("are not lost: once the store works, joining again gives everyone the last place they were told of", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (asked) => {
        const { first, told } = await serveAll(asked);
        const calm = first.beside();
        for (const visitor of new Set(told.map((one) => one.visitor))) {
          const latest = Math.max(
            ...told.filter((one) => one.visitor === visitor).map((one) => one.place.generation),
          );
          const result = await join(await calm.view(), { visitor, device: "device" }, calm);
          expect(result).toMatchObject({ kind: "joined", again: true });
          const place = result.kind === "joined" ? result.place : undefined;
          expect(place?.generation).toBeGreaterThanOrEqual(latest);
          expect(place).toEqual(await first.memory.readPlace(anEvent, visitor));
        }
      }),
      { numRuns: 500 },
    );
  });
});
