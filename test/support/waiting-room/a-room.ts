import type { EventConfig, Mode } from "../../../functions/waiting-room/event/config";
import { LeasedPositions } from "../../../functions/waiting-room/positions/lease";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import type { Control } from "../../../functions/waiting-room/store/records";
import { EventView, type View } from "../../../functions/waiting-room/view";
import { aConfig, anEvent, aRecord, beginning } from "./an-event";
import { faultyStore, writes, type Fault, type Request } from "./faulty-store";
import { VirtualTime } from "./virtual-clock";

/** One process that gives people places at an event; several may share the store and the time. */
export class Room {
  /** Of the process's clock, in milliseconds. */
  offset = 0;
  fault: (request: Request) => Fault | undefined = () => undefined;
  /** How long a request is on its way there. */
  delayMs = 0;
  readonly store;
  readonly clock;
  readonly positions;
  readonly #requests: Request[] = [];
  readonly #views;

  private constructor(
    readonly memory: MemoryStore,
    readonly time: VirtualTime,
  ) {
    const sleep = (ms: number) => time.sleep(ms);
    this.store = faultyStore(memory, {
      fault: (request) => {
        this.#requests.push(request);
        return this.fault(request);
      },
      delay: () => ({ there: this.delayMs, back: 0 }),
      sleep,
      clockOffset: () => this.offset,
    });
    this.clock = time.seenWith(() => this.offset);
    this.positions = new LeasedPositions({
      store: this.store,
      clock: this.clock,
      random: () => 0.5,
      sleep,
    });
    this.#views = new EventView({ store: memory, clock: time });
  }

  static async of(mode: Mode, choices: Partial<EventConfig> = {}, control?: Control): Promise<Room> {
    const memory = new MemoryStore();
    await memory.createEvent(anEvent, aRecord(aConfig(choices), mode));
    if (control !== undefined) await memory.startControl(anEvent, control);
    return new Room(memory, new VirtualTime(beginning));
  }

  /** Another process of the same event. */
  beside(): Room {
    return new Room(this.memory, this.time);
  }

  async view(): Promise<View> {
    const view = await this.#views.read(anEvent);
    if (view === undefined) throw new Error("the event is there");
    return view;
  }

  /** Goes wrong at the next request of that kind, and only there. */
  breakOnce(fault: Fault, at: Request): void {
    this.fault = (request) => {
      if (request !== at) return undefined;
      this.fault = () => undefined;
      return fault;
    };
  }

  /** The writes that were asked for since the last time, in order. */
  takeWrites(): string[] {
    return this.#requests.splice(0).filter((request) => (writes as readonly string[]).includes(request));
  }
}
