import type { Control, LateSlots } from "../waiting-room/store/records";
import { sameContent } from "../waiting-room/store/same-content";
import type { ControlStore, LateStore } from "../waiting-room/store/store";
import { controlItem, lateItem, leaderAttributes, lineAttributes } from "./control-items";
import { read, readIfThere } from "./item";
import { controlKey, lateKey } from "./keys";
import type { Table } from "./table";

const noLateSlots: LateSlots = { offered: 0, granted: 0, offer: 0 };

/** The controller's state of each event, and the slots for those who come late. */
export class DynamoControl implements ControlStore, LateStore {
  constructor(private readonly counters: Table) {}

  async readControl(event: string): Promise<Control | undefined> {
    return readIfThere(controlItem, await this.counters.get(controlKey(event)));
  }

  async startControl(event: string, control: Control): Promise<"started" | "exists"> {
    const attributes = { ...lineAttributes(control), ...leaderAttributes(control) };
    if ((await this.counters.put(controlKey(event), attributes)) === "written") return "started";
    const stands = await this.readControl(event);
    return stands !== undefined && sameContent(stands, control) ? "started" : "exists";
  }

  /** A repetition raises the fence twice, and the answer tells the second. */
  async lead(event: string, owner: string, now: number, leaseMs: number): Promise<Control | undefined> {
    const led = await this.counters.update(
      controlKey(event),
      "SET #own = :me, #lu = :until, #fence = #fence + :one",
      "#lu < :now OR #own = :me",
      { me: owner, until: now + leaseMs, one: 1, now },
    );
    if (led !== undefined) return read(controlItem, led);
    await this.readControl(event);
    return undefined;
  }

  async writeControl(event: string, next: Control, read: Control): Promise<"written" | "lost"> {
    const { owner, fence, leaseUntil } = read;
    const control = { ...next, owner, fence, leaseUntil, version: read.version + 1 };
    const { quiet, ...line } = lineAttributes(control);
    const settings = Object.keys(line).map((name) => `#${name} = :${name}`);
    const written = await this.counters.update(
      controlKey(event),
      quiet === undefined
        ? `SET ${settings.join(", ")} REMOVE #quiet`
        : `SET ${settings.join(", ")}, #quiet = :quiet`,
      "#v = :read AND #own = :me AND #fence = :fence AND #S0 <= :S0",
      { ...line, ...(quiet === undefined ? {} : { quiet }), read: read.version, me: owner, fence },
    );
    if (written !== undefined) return "written";
    const stands = await this.readControl(event);
    return stands !== undefined && sameContent(stands, control) ? "written" : "lost";
  }

  async readLate(event: string): Promise<LateSlots> {
    return (await this.#late(event)) ?? noLateSlots;
  }

  async offerLate(
    event: string,
    offered: number,
    offer: number,
    granted: number,
  ): Promise<"offered" | "lost"> {
    const limit = granted + offered;
    const written = await this.counters.update(
      lateKey(event),
      "SET #q = :limit - #granted, #tv = :tv",
      "#tv < :tv AND #granted BETWEEN :granted AND :limit",
      { limit, tv: offer, granted },
    );
    if (written !== undefined) return "offered";
    const found = await this.#late(event);
    const isFirst = found === undefined && granted === noLateSlots.granted && offer > noLateSlots.offer;
    if (isFirst) {
      const put = await this.counters.put(lateKey(event), { q: offered, tv: offer, granted });
      if (put === "written") return "offered";
    }
    const stands = await this.readLate(event);
    const isOurs = stands.offer === offer && stands.offered + stands.granted === limit;
    return isOurs ? "offered" : "lost";
  }

  /** A repetition costs a slot. */
  async takeLate(event: string): Promise<number | "none"> {
    const change = "SET #q = #q - :one, #granted = #granted + :one";
    const taken = await this.counters.update(lateKey(event), change, "#q >= :one", { one: 1 });
    return taken === undefined ? "none" : read(lateItem, taken).offer;
  }

  async returnLate(event: string, offer: number): Promise<"returned" | "none"> {
    const values = { one: 1, offer };
    const returned = await this.counters.updateOnce(
      lateKey(event),
      "SET #q = #q + :one",
      "#tv = :offer",
      values,
    );
    return returned === undefined ? "none" : "returned";
  }

  async #late(event: string): Promise<LateSlots | undefined> {
    return readIfThere(lateItem, await this.counters.get(lateKey(event)));
  }
}
