import type { EventConfig, Mode } from "../../../functions/waiting-room/event/config";
import { tick, type TickDeps, type TickOutcome } from "../../../functions/waiting-room/control/tick";
import { lineAt } from "../../../functions/waiting-room/line/line";
import { marks, placeState, type Marks, type PlaceState } from "../../../functions/waiting-room/line/place";
import type { Control, EventRecord } from "../../../functions/waiting-room/store/records";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import { aConfig, anEvent, aRecord, beginning } from "./an-event";

/** An event in a store, its people as numbers, and a time that the test moves. */
export class ALine {
  now = beginning;
  readonly clock = { now: () => this.now };

  private constructor(readonly store: MemoryStore) {}

  static async of(
    settings: Partial<EventConfig> & { readonly people?: number; readonly mode?: Mode } = {},
  ): Promise<ALine> {
    const { people = 0, mode = "QUEUE", ...choices } = settings;
    const line = new ALine(new MemoryStore());
    await line.store.createEvent(anEvent, aRecord(aConfig(choices), mode));
    await line.join(people);
    return line;
  }

  /** Gives out that many more positions. */
  async join(people: number): Promise<void> {
    if (people > 0) await this.store.lease(anEvent, people, Number.MAX_SAFE_INTEGER);
  }

  tick(deps: Partial<TickDeps> = {}): Promise<TickOutcome> {
    return tick(anEvent, { store: this.store, clock: this.clock, owner: "controller", ...deps });
  }

  /** Ticks every `everyMs` until so many seconds have passed, and calls `meanwhile` before each. */
  async run(seconds: number, meanwhile?: () => Promise<unknown>, everyMs = 2_000): Promise<void> {
    for (const end = this.now + seconds * 1_000; this.now < end; this.now += everyMs) {
      await meanwhile?.();
      await this.tick();
    }
  }

  async record(): Promise<EventRecord> {
    const record = await this.store.readEvent(anEvent);
    if (record === undefined) throw new Error("the event does not exist");
    return record;
  }

  async change(change: { readonly mode?: Mode; readonly config?: Partial<EventConfig> }): Promise<void> {
    const { version, config, ...record } = await this.record();
    const next = { ...record, ...change, config: { ...config, ...change.config } };
    await this.store.updateEvent(anEvent, next, version);
  }

  async control(): Promise<Control> {
    const control = await this.store.readControl(anEvent);
    if (control === undefined) throw new Error("the line has not begun");
    return control;
  }

  async served(): Promise<number> {
    return lineAt(await this.control(), (await this.record()).config, this.now);
  }

  async marks(): Promise<Marks> {
    return marks(await this.control(), (await this.record()).config, this.now);
  }

  async stateOf(position: number): Promise<PlaceState> {
    return placeState(position, await this.control(), (await this.record()).config, this.now);
  }

  /** Lets in everyone from `from` to `to` for so long, whoever they are and whatever the line says. */
  async claim(from: number, to: number, forMs = 600_000): Promise<void> {
    for (let position = from; position <= to; position += 1) {
      const expiresAt = this.now + forMs;
      const session = {
        position,
        state: "active" as const,
        visitor: `visitor ${String(position)}`,
        id: `session ${String(position)}`,
        device: "device",
        issuedAt: this.now,
        expiresAt,
        maxExpiresAt: expiresAt,
        late: false,
        generation: 0,
      };
      await this.store.claim(anEvent, session, 1);
    }
  }

  async complete(position: number): Promise<void> {
    const end = { position, state: "completed", now: this.now, request: "request" } as const;
    await this.store.endSession(anEvent, end, 1);
  }
}
