import type { Place } from "./records";
import { sameContent } from "./same-content";
import type { PlaceStore } from "./store";

/** The visitors' places of one event. What goes in is frozen. */
export class MemoryPlaces {
  readonly #places = new Map<string, Place>();

  of(visitor: string): Place | undefined {
    return this.#places.get(visitor);
  }

  take(visitor: string, place: Place): "taken" | Place {
    const stands = this.#places.get(visitor);
    if (stands !== undefined) return sameContent(stands, place) ? "taken" : stands;
    this.#places.set(visitor, Object.freeze({ ...place }));
    return "taken";
  }

  move(
    visitor: string,
    move: Parameters<PlaceStore["movePlace"]>[2],
  ): Place | { readonly refused: Place | undefined } {
    const stands = this.#places.get(visitor);
    if (stands?.position !== move.from || stands.generation >= move.maxMoves) {
      return stands?.lastRequest === move.request ? stands : { refused: stands };
    }
    const generation = stands.generation + 1;
    const moved = Object.freeze({ ...stands, position: move.to, generation, lastRequest: move.request });
    this.#places.set(visitor, moved);
    return moved;
  }
}
