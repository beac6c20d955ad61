import type { Clock } from "../../../functions/waiting-room/clock";
import type { EventConfig } from "../../../functions/waiting-room/event/config";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import type { Control, Session } from "../../../functions/waiting-room/store/records";
import type { Store } from "../../../functions/waiting-room/store/store";
import { EventView, type View } from "../../../functions/waiting-room/view";
import { aConfig, aControl, anEvent, aRecord, beginning } from "./an-event";
import { faultyStore, type Fault, type Request } from "./faulty-store";
import { VirtualTime } from "./virtual-clock";

export const visitor = "visitor-of-22-letters-";
export const device = "devicetag01";

/** One event, one process and its store, whose clock, speed and faults the test decides. */
export class Visit {
  readonly requests: Request[] = [];
  fault: (request: Request) => Fault | undefined = () => undefined;
  delay: (request: Request) => number = () => 0;
  offset = 0;
  #sessions = 0;

  readonly store: Store;
  readonly clock: Clock;
  readonly views: EventView;
  readonly newSessionId = () => `${this.name}-${String((this.#sessions += 1))}`;

  constructor(
    readonly time = new VirtualTime(beginning),
    readonly memory = new MemoryStore(),
    private readonly name = "session",
  ) {
    this.clock = time.seenWith(() => this.offset);
    this.store = faultyStore(memory, {
      fault: (request) => {
        this.requests.push(request);
        return this.fault(request);
      },
      delay: (request) => ({ there: this.delay(request), back: 0 }),
      sleep: (ms) => time.sleep(ms),
      clockOffset: () => this.offset,
    });
    this.views = new EventView({ store: this.store, clock: this.clock });
  }

  /** Another process on the same store. */
  another(): Visit {
    return new Visit(this.time, this.memory, `${this.name}-again`);
  }

  static async of(choices: Partial<EventConfig> = {}, control?: Control): Promise<Visit> {
    const visit = new Visit();
    await visit.memory.createEvent(anEvent, aRecord(aConfig(choices)));
    await visit.memory.startControl(anEvent, control ?? aControl({ S0: 50 }));
    return visit;
  }

  async view(maxAgeMs?: number): Promise<View> {
    const view = await this.views.read(anEvent, maxAgeMs);
    if (view === undefined) throw new Error("the event is there");
    return view;
  }

  /** A session that was begun at the tests' beginning. */
  async session(choices: Partial<Session> = {}): Promise<Session> {
    const session: Session = {
      position: 7,
      state: "active",
      visitor,
      id: "session-0",
      device,
      issuedAt: beginning,
      expiresAt: beginning + 180_000,
      maxExpiresAt: beginning + 900_000,
      late: false,
      generation: 0,
      ...choices,
    };
    await this.memory.claim(anEvent, session, 1);
    return session;
  }

  sessionAt(position: number): Promise<Session | undefined> {
    return this.memory.readSession(anEvent, position, 1);
  }
}
