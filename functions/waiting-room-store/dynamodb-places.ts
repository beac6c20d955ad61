import type { Place } from "../waiting-room/store/records";
import { sameContent } from "../waiting-room/store/same-content";
import type { PlaceStore } from "../waiting-room/store/store";
import { stillThere } from "./failure";
import { read, readIfThere, ttlAt } from "./item";
import { admittedKey, placeKey } from "./keys";
import type { Table } from "./table";
import { admittedItem, placeAttributes, placeItem } from "./visitor-items";

/** What there is once for each visitor: the place, and the position of the admission. */
export class DynamoPlaces implements PlaceStore {
  constructor(private readonly positions: Table) {}

  async readPlace(event: string, visitor: string): Promise<Place | undefined> {
    return readIfThere(placeItem, await this.positions.get(placeKey(event, visitor)));
  }

  async takePlace(event: string, visitor: string, place: Place, expiresAt: number): Promise<"taken" | Place> {
    const put = await this.positions.put(placeKey(event, visitor), placeAttributes(place, expiresAt));
    if (put === "written") return "taken";
    const stands = stillThere(await this.readPlace(event, visitor));
    return sameContent(stands, place) ? "taken" : stands;
  }

  async movePlace(
    event: string,
    visitor: string,
    move: { readonly from: number; readonly to: number; readonly request: string; readonly maxMoves: number },
  ): Promise<Place | { readonly refused: Place | undefined }> {
    const moved = await this.positions.update(
      placeKey(event, visitor),
      "SET #pos = :to, #gen = #gen + :one, #lr = :request",
      "#pos = :from AND #gen < :maxMoves",
      { ...move, one: 1 },
    );
    if (moved !== undefined) return read(placeItem, moved);
    const stands = await this.readPlace(event, visitor);
    return stands?.lastRequest === move.request ? stands : { refused: stands };
  }

  /** A repetition is told the position it wrote itself, as whoever comes again is. */
  async admitOnce(
    event: string,
    visitor: string,
    position: number,
    expiresAt: number,
  ): Promise<"first" | number> {
    const put = await this.positions.put(admittedKey(event, visitor), { e: position, ttl: ttlAt(expiresAt) });
    return put === "written" ? "first" : stillThere(await this.readAdmitted(event, visitor));
  }

  async readAdmitted(event: string, visitor: string): Promise<number | undefined> {
    return readIfThere(admittedItem, await this.positions.get(admittedKey(event, visitor)));
  }
}
