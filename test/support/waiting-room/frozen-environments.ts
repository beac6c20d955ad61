import { helpIfOverdue } from "../../../functions/waiting-room-api/help";
import { Helper } from "../../../functions/waiting-room/control/help";
import type { Store } from "../../../functions/waiting-room/store/store";
import { EventView } from "../../../functions/waiting-room/view";
import { anEvent } from "./an-event";
import { faultyStore, type Request } from "./faulty-store";
import type { VirtualTime } from "./virtual-clock";

/** Milliseconds a request to the store is on its way in each direction. */
const wayMs = 8;

/** The same store, as far away as a table is. */
export function distant(
  store: Store,
  sleep: (ms: number) => Promise<void>,
  sent: (request: Request) => void = () => undefined,
): Store {
  const delay = (request: Request) => {
    sent(request);
    return { there: wayMs, back: wayMs };
  };
  return faultyStore(store, { delay, sleep });
}

/** An environment of the API's function: it serves one request at a time, and is frozen while it serves none. */
class Environment {
  #isAwake = false;
  #thaw: (() => void)[] = [];

  constructor(private readonly time: VirtualTime) {}

  /** Time goes on for everybody; who was to wake meanwhile wakes with the next request. */
  readonly sleep = async (ms: number): Promise<void> => {
    await this.time.sleep(ms);
    while (!this.#isAwake) await new Promise<void>((thaw) => this.#thaw.push(thaw));
  };

  async serve(work: () => Promise<void>): Promise<void> {
    this.#isAwake = true;
    for (const thaw of this.#thaw.splice(0)) thaw();
    await work();
    this.#isAwake = false;
  }
}

export interface Crowd {
  readonly environments: number;
  readonly requestsPerSecond: number;
  readonly random: () => number;
}

/** Environments that serve visitors from now on. Answers what they did, which changes as they go on. */
export function serveCrowd(
  store: Store,
  time: VirtualTime,
  { environments, requestsPerSecond, random }: Crowd,
) {
  const did = { leads: 0, ticks: 0, requests: 0 };
  const serveAll = async (index: number) => {
    const environment = new Environment(time);
    const { sleep } = environment;
    const seen = distant(store, sleep, (request) => {
      if (request === "lead") did.leads += 1;
    });
    const views = new EventView({ store: seen, clock: time });
    const helper = new Helper({
      store: seen,
      clock: time,
      owner: `environment ${String(index)}`,
      random,
      report: (_event, { kind }) => {
        if (kind === "ticked") did.ticks += 1;
      },
    });
    const everyMs = (environments * 1_000) / requestsPerSecond;
    for (;;) {
      const due = time.now() + everyMs * (0.5 + random());
      await time.sleepUntil(due);
      did.requests += 1;
      await environment.serve(async () => {
        const view = await views.read(anEvent);
        if (view === undefined) throw new Error("the event is there");
        await helpIfOverdue(view, { sleep, help: (stalled) => helper.help(stalled) });
        await sleep(wayMs);
      });
    }
  };
  for (let index = 0; index < environments; index += 1) void serveAll(index);
  return did;
}
