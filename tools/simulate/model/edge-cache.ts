/**
 * CloudFront in front of one document: every place keeps it for its time to live, then asks the origin shield, which does
 * the same. Requests that miss together are one.
 *
 * It also counts what would have reached the origin without a shield: every miss of a place.
 */
export class EdgeCache<Document> {
  readonly #places: ({ readonly document: Document; readonly until: number } | undefined)[];
  #shield: { readonly document: Document; readonly until: number } | undefined;
  /** Requests to the origin, by the second. */
  readonly withShield: Uint32Array;
  readonly withoutShield: Uint32Array;

  constructor(
    places: number,
    private readonly ttlMs: number,
    horizonMs: number,
  ) {
    this.#places = new Array<undefined>(places).fill(undefined);
    this.withShield = new Uint32Array(Math.ceil(horizonMs / 1_000) + 1);
    this.withoutShield = new Uint32Array(Math.ceil(horizonMs / 1_000) + 1);
  }

  /** What the place has that is still fresh. */
  fresh(place: number, nowMs: number): Document | undefined {
    const held = this.#places[place];
    return held !== undefined && nowMs < held.until ? held.document : undefined;
  }

  /** Answers a miss of a place: from the shield or from the origin. */
  async fill(place: number, nowMs: number, origin: () => Promise<Document>): Promise<Document> {
    const second = Math.floor(nowMs / 1_000);
    this.withoutShield[second] = (this.withoutShield[second] ?? 0) + 1;
    if (this.#shield === undefined || nowMs >= this.#shield.until) {
      this.withShield[second] = (this.withShield[second] ?? 0) + 1;
      this.#shield = { document: await origin(), until: nowMs + this.ttlMs };
    }
    const { document } = this.#shield;
    this.#places[place] = { document, until: nowMs + this.ttlMs };
    return document;
  }
}
