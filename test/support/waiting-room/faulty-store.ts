import { StoreError, type Store } from "../../../functions/waiting-room/store/store";

/**
 * What goes wrong with one request to a store.
 *
 * `killed before` and `killed after`: the process ends right before the request or right after it, unanswered.
 * `throttled` and `unavailable`: nothing is done. `unanswered`: it is done, and nobody hears of it.
 * `lost`: nothing is done, and the answer is that somebody else was first. Only for writes that can be lost.
 */
export type Fault = "killed before" | "killed after" | "throttled" | "unavailable" | "unanswered" | "lost";

/** The process has ended. Nothing of the code under test may catch it. */
export class Killed extends Error {
  constructor() {
    super("the process was killed");
    this.name = "Killed";
  }
}

export type Request = Exclude<keyof Store, "bucketSize" | "clockOffset">;

export const writes = [
  "createEvent",
  "updateEvent",
  "lease",
  "seal",
  "setFirstLease",
  "startControl",
  "lead",
  "writeControl",
  "offerLate",
  "takeLate",
  "returnLate",
  "takePlace",
  "movePlace",
  "claim",
  "renew",
  "endSession",
  "admitOnce",
] as const satisfies readonly Request[];

export interface Weather {
  /** Asked once for each request, in order. */
  readonly fault?: (request: Request) => Fault | undefined;
  /** How long a request is on its way, there and back, and what it costs to have to wait. */
  readonly delay?: (request: Request) => { readonly there: number; readonly back: number };
  readonly sleep?: (ms: number) => Promise<void>;
  readonly clockOffset?: () => number;
}

const lostAnswers: Partial<Record<Request, unknown>> = {
  updateEvent: "conflict",
  startControl: "exists",
  writeControl: "lost",
  offerLate: "lost",
  takeLate: "none",
  returnLate: "none",
};

/** The same store as one process sees it in bad weather. After a kill every further request of the process is killed. */
export function faultyStore(store: Store, weather: Weather): Store {
  let killed = false;
  const request = async (name: Request, send: () => Promise<unknown>): Promise<unknown> => {
    if (killed) throw new Killed();
    const fault = weather.fault?.(name);
    const { there, back } = weather.delay?.(name) ?? { there: 0, back: 0 };
    if (there > 0) await weather.sleep?.(there);
    if (fault === "killed before") {
      killed = true;
      throw new Killed();
    }
    if (fault === "throttled" || fault === "unavailable") throw new StoreError(fault);
    if (fault === "lost" && name in lostAnswers) return lostAnswers[name];
    const answer = await send();
    if (fault === "killed after") {
      killed = true;
      throw new Killed();
    }
    if (back > 0) await weather.sleep?.(back);
    if (fault === "unanswered") throw new StoreError("unavailable");
    return answer;
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === "bucketSize") return target.bucketSize;
      if (name === "clockOffset") return weather.clockOffset ?? (() => target.clockOffset());
      const send: unknown = Reflect.get(target, name);
      if (typeof send !== "function") return send;
      return (...args: unknown[]) =>
        request(name as Request, () => Reflect.apply(send, target, args) as Promise<unknown>);
    },
  });
}

/** Faults by plan: each comes after so many requests, counted from the one before. */
export function planned(
  plan: readonly { readonly after: number; readonly fault: Fault }[],
): () => Fault | undefined {
  const rest = [...plan];
  let waited = 0;
  return () => {
    const [next] = rest;
    if (next === undefined || waited < next.after) {
      waited += 1;
      return undefined;
    }
    rest.shift();
    waited = 0;
    return next.fault;
  };
}
