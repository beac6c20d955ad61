import type { z } from "zod";
import type { eventConfigSchema } from "../../../functions/waiting-room/event/config";
import type { Arrivals } from "../model/arrivals";
import type { Routing } from "../model/fleet";
import type { Limits } from "../model/metered-store";
import type { Stay } from "../model/random";

/** The visitors of one on-sale, and how the operator has set it. Shares are parts of 1. */
export interface CrowdPlan {
  readonly event: string;
  readonly visitors: number;
  readonly arrivals: Arrivals;
  readonly config: Omit<z.input<typeof eventConfigSchema>, "closeAt">;
  /** Share that closes the page before its turn. */
  readonly noShow: number;
  /** Share that turns to another window; they look again up to five minutes after their turn. */
  readonly hidden: number;
  /** Share of those inside that leaves without a word. */
  readonly vanish: number;
  readonly stay: Stay;
  /** Share that is automated; and how many join limits they have among them, if joining is limited. */
  readonly bots?: { readonly share: number; readonly devices: number; readonly joinsEach?: number };
}

/** One simulated on-sale day. Everything that happens follows from it. Moments in milliseconds after the start. */
export interface WorldPlan {
  readonly seed: number;
  readonly crowds: readonly CrowdPlan[];
  readonly horizonMs: number;
  readonly routing: Routing;
  /** Environments that the function may have. */
  readonly environments: number;
  /** Requests a second that the API lets through. */
  readonly api?: { readonly perSecond: number; readonly burst: number };
  readonly store: Limits;
  /** Places where CloudFront keeps the status. */
  readonly cachePlaces: number;
  /** While nobody runs the controller. */
  readonly controllerSilent?: { readonly fromMs: number; readonly toMs: number };
  /** When everything is sold and the operator ends the queue. */
  readonly soldOutMs?: number;
}

/** What the plans have in common: a function that answers in 5 ms and a store with the limits that AWS documents. */
export const usual = {
  horizonMs: 3_600_000,
  routing: "most recently used",
  environments: 3_000,
  store: { keyWrites: 1_000, tableWrites: 60_000 },
  cachePlaces: 30,
} as const satisfies Partial<WorldPlan>;

export const usualCrowd = {
  noShow: 0.25,
  hidden: 0,
  vanish: 0.1,
  stay: { meanMs: 240_000, sigma: 0.8, capMs: 600_000 },
} as const satisfies Partial<CrowdPlan>;
