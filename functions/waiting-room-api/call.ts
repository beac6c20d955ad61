import type { Clock, Sleep } from "../waiting-room/clock";
import type { LeasedPositions } from "../waiting-room/positions/lease";
import type { Store } from "../waiting-room/store/store";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import type { EventView, View } from "../waiting-room/view";
import type { ApiRequest, ApiResponse } from "./http";
import type { Observe } from "./observe";
import { Refused, refusals } from "./refusals";
import type { BodyOf, RouteName, VisitorOf } from "./routes";

/** What a join may have to show: nothing, unless the platform asks for it. */
export interface ProofOfJoin {
  readonly event: string;
  readonly proof: string | undefined;
  readonly sourceIp: string;
}

/** All that the API works with. Made once for a process. */
export interface ApiDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly views: Pick<EventView, "read" | "lastSeen">;
  readonly positions: LeasedPositions;
  readonly ring: () => Promise<KeyRing>;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The tick this process runs because nobody else has for too long, if it does; never fails. */
  readonly help: (view: View) => Promise<unknown> | undefined;
  readonly allowedOrigins: readonly string[];
  /** What `x-origin-verify` may carry; absent if requests need not come through an edge. */
  readonly originSecrets?: () => Promise<readonly string[]>;
  /** People let in a second by a new event whose settings name no `rate`. */
  readonly defaultRate?: number;
  readonly verifyProof?: (proof: ProofOfJoin) => Promise<boolean>;
  readonly observe?: Observe;
}

/** A request to a route, after every check that needs no store. */
export interface Call<N extends RouteName> {
  readonly request: ApiRequest;
  readonly event: string;
  readonly visitor: VisitorOf<N>;
  readonly body: BodyOf<N>;
}

export type Handler<N extends RouteName> = (call: Call<N>, deps: ApiDeps) => Promise<ApiResponse>;

/** The event as it was a second ago at most. @throws Refused if there is none. */
export async function viewOf(event: string, { views }: ApiDeps): Promise<View> {
  const view = await views.read(event);
  if (view === undefined) throw new Refused(refusals.notFound);
  return view;
}

/**
 * The same for visitors, to whom an event that is not announced yet is none: nobody must find its name by trying.
 *
 * @throws Refused if there is none.
 */
export async function announcedViewOf(event: string, deps: ApiDeps): Promise<View> {
  return announced(await viewOf(event, deps));
}

/** @throws Refused if the event is not announced yet. */
export function announced(view: View): View {
  if (view.record.mode === "DRAFT") throw new Refused(refusals.notFound);
  return view;
}

/** The keys of this moment. @throws Refused if there are none to be had. */
export async function ringOf({ ring }: ApiDeps): Promise<KeyRing> {
  try {
    return await ring();
  } catch (cause) {
    throw new Refused(refusals.store, { reason: "keys", cause });
  }
}
