import type { ApiResponse } from "../../../functions/waiting-room-api/http";

interface Kept {
  readonly response: ApiResponse;
  readonly storedAt: number;
}

const seconds = (control: string, name: string) =>
  Number(new RegExp(`(?:^|[ ,])${name}=(\\d+)`).exec(control)?.[1] ?? 0) * 1_000;

/**
 * A cache as CloudFront is one, for one path: it keeps what it may, asks its origin again with the tag it has, and gives
 * out what is stale where it may (RFC 9111, RFC 5861).
 */
export class EdgeCache {
  #kept: Kept | undefined;
  fetches = 0;

  constructor(
    private readonly origin: (headers: Readonly<Record<string, string>>) => Promise<ApiResponse>,
    private readonly now: () => number,
  ) {}

  async get(): Promise<{ readonly response: ApiResponse; readonly ageMs: number }> {
    const kept = this.#kept;
    if (kept !== undefined && this.#age(kept) < this.#may(kept, "s-maxage")) return this.#given(kept);
    this.fetches += 1;
    const etag = kept?.response.headers["etag"];
    const fetched = await this.origin(etag === undefined ? {} : { "if-none-match": etag });
    if (fetched.status === 304 && kept !== undefined) return this.#given(this.#keep(kept.response));
    if (fetched.status === 200) return this.#given(this.#keep(fetched));
    const isStale = fetched.status >= 500 && kept !== undefined;
    const mayBe =
      isStale && this.#age(kept) < this.#may(kept, "s-maxage") + this.#may(kept, "stale-if-error");
    return mayBe ? this.#given(kept) : { response: fetched, ageMs: 0 };
  }

  #keep(response: ApiResponse): Kept {
    return (this.#kept = { response, storedAt: this.now() });
  }

  #given(kept: Kept) {
    return { response: kept.response, ageMs: this.#age(kept) };
  }

  #age({ storedAt }: Kept): number {
    return this.now() - storedAt;
  }

  #may({ response }: Kept, what: string): number {
    return seconds(response.headers["cache-control"] ?? "", what);
  }
}
