import fc from "fast-check";
import type { Asked } from "../../../functions/key-rotation/asked";
import type { GateSink } from "../../../functions/key-rotation/gate-sink";
import { rememberedGate, type GateMemory } from "../../../functions/key-rotation/remembered-gate";
import { ringSecret } from "../../../functions/key-rotation/ring-secret";
import { runRound, type Done } from "../../../functions/key-rotation/round";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { parseKeyRing, type KeyRing } from "../../../functions/waiting-room/tokens/key-ring";
import { beginning } from "./an-event";
import { syntheticKey } from "./key-ring";
import { VirtualTime } from "./virtual-clock";

/** How a run goes: how long its calls take, in turn, and whether it is cut off at one of them. */
export interface Fate {
  readonly latencies: readonly number[];
  /** Cut off at this call, before or after it has its effect. */
  readonly cutOff?: { readonly at: number; readonly after: boolean };
  /** Which process it runs in: what one remembers of the gate the other does not know. */
  readonly process?: 0 | 1;
}

/** Calls of a second or less, now and then of many, and in half the runs one at which it is cut off. */
export const aFate: fc.Arbitrary<Fate> = fc.record(
  {
    latencies: fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.nat(900) }, { weight: 1, arbitrary: fc.nat(25_000) }),
      { minLength: 1, maxLength: 6 },
    ),
    cutOff: fc.record({ at: fc.nat(8), after: fc.boolean() }),
    process: fc.constantFrom(0, 1),
  },
  { requiredKeys: ["latencies"] },
);

interface Version<T> {
  readonly at: number;
  readonly value: T;
}

/** What Lambda gives a run. */
const timeoutMs = 60_000;

/** Secret, edge store and events of one waiting room in virtual time, with all that has ever stood in them. */
export class RotationWorld {
  readonly time = new VirtualTime(beginning);
  readonly store = new MemoryStore();
  /** Events whose items are of another release. */
  readonly unreadable = new Set<string>();
  readonly #rings: Version<string>[] = [];
  readonly #gates: Version<ReadonlyMap<string, string>>[] = [{ at: 0, value: new Map() }];
  readonly #memories: readonly [GateMemory, GateMemory] = [{}, {}];
  #secrets = 0;

  constructor(private readonly maxAgeMs: number) {}

  /** Every ring there has been, the current one last. */
  rings(): readonly KeyRing[] {
    return this.#rings.map(({ value }) => parseKeyRing(value));
  }

  /** The moments at which another key began to sign, the first key among them. */
  changes(): readonly number[] {
    const rings = this.rings();
    return this.#rings.flatMap(({ at: moment }, index) =>
      rings[index]?.current === rings[index - 1]?.current ? [] : [moment],
    );
  }

  /** All that the gate has known from a moment on. */
  gatesSince(moment: number): readonly ReadonlyMap<string, string>[] {
    return [
      this.gateAt(moment),
      ...this.#gates.flatMap(({ at: when, value }) => (when > moment ? [value] : [])),
    ];
  }

  ringAt(moment: number): KeyRing {
    return parseKeyRing(at(this.#rings, moment));
  }

  gateAt(moment: number): ReadonlyMap<string, string> {
    return at(this.#gates, moment);
  }

  /** One run, alone or beside others. Nothing if it was cut off, or others were quicker. */
  async run(asked: Asked, fate: Fate = { latencies: [0] }): Promise<Done | undefined> {
    const startedAt = this.time.now();
    let calls = 0;
    const call = async <T>(effect: () => T | Promise<T>): Promise<T> => {
      const index = calls++;
      await this.time.sleep(fate.latencies[index % fate.latencies.length] ?? 0);
      const isCutOff = fate.cutOff?.at === index;
      const isOver = this.time.now() > startedAt + timeoutMs;
      if (isOver || (isCutOff && !fate.cutOff.after)) throw new Error("cut off");
      const result = await effect();
      if (isCutOff) throw new Error("cut off");
      return result;
    };
    const done = runRound(asked, {
      rings: ringSecret({
        read: () => call(() => this.#readRing()),
        write: (text, replaced) => call(() => this.#writeRing(text, replaced)),
      }),
      store: {
        listEvents: () => call(() => this.store.listEvents()),
        readEvent: (event) => {
          if (this.unreadable.has(event)) return Promise.reject(new StoreError("unreadable"));
          return this.store.readEvent(event);
        },
      },
      gate: rememberedGate(this.#gate(call), this.time, this.#memories[fate.process ?? 0]),
      paths: [{ path: "/events/*/seats" }],
      clock: this.time,
      maxAgeMs: this.maxAgeMs,
      newSecret: () => syntheticKey(`secret ${String((this.#secrets += 1))}`),
    });
    return done.catch(() => undefined);
  }

  #readRing() {
    const current = this.#rings.at(-1);
    if (current === undefined) return undefined;
    return { text: current.value, version: String(this.#rings.length), writtenAt: current.at };
  }

  #writeRing(text: string, replaced = "0"): "written" | "conflict" {
    if (replaced !== String(this.#rings.length)) return "conflict";
    this.#rings.push({ at: this.time.now(), value: text });
    return "written";
  }

  /** Writes in two parts, as a store that takes only so many keys at once. */
  #gate(call: <T>(effect: () => T) => Promise<T>): GateSink {
    const write = (version: number, change: (entries: Map<string, string>) => void) => {
      if (version !== this.#gates.length) return "conflict";
      const entries = new Map(this.#gates.at(-1)?.value);
      change(entries);
      this.#gates.push({ at: this.time.now(), value: entries });
      return "written";
    };
    return {
      read: () =>
        call(() => ({
          version: String(this.#gates.length),
          entries: this.#gates.at(-1)?.value ?? new Map(),
        })),
      write: async ({ puts, deletes }, { version }) => {
        const half = Math.ceil(puts.length / 2);
        const parts = [puts.slice(0, half), puts.slice(half)].filter((part) => part.length > 0);
        let next = Number(version);
        for (const part of parts) {
          const put = (entries: Map<string, string>) => {
            for (const { key, value } of part) entries.set(key, value);
          };
          if ((await call(() => write(next, put))) === "conflict") return "conflict";
          next += 1;
        }
        if (deletes.length === 0) return "written";
        return call(() =>
          write(next, (entries) => {
            for (const key of deletes) entries.delete(key);
          }),
        );
      },
    };
  }
}

function at<T>(versions: readonly Version<T>[], moment: number): T {
  const found = versions.findLast((version) => version.at <= moment) ?? versions[0];
  if (found === undefined) throw new Error("there has never been one");
  return found.value;
}
