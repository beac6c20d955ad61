import type { Control } from "../../../functions/waiting-room/store/records";
import { admit, type Claim } from "../../../functions/waiting-room/visit/admit";
import { device, visitor, type Visit } from "./a-visit";
import { aControl, beginning } from "./an-event";
import { writes, type Request } from "./faulty-store";

/** The line has passed 50 for good; up to 30 the slot is lost, up to 10 the place. */
export const lineAtFifty: Control = aControl({
  S0: 50,
  history: [
    { at: beginning - 700_000, position: 10 },
    { at: beginning - 100_000, position: 30 },
  ],
});

/** A position of each kind at that line. */
export const standing = { called: 40, late: 20, lapsed: 5, waiting: 51 };

export function claimOf(position: number, choices: Partial<Claim> = {}): Claim {
  return { visitor, position, generation: 0, device, ...choices };
}

/** What a claim is answered; `visit.requests` are then those of the claim alone. */
export async function admitted(visit: Visit, claim: Claim) {
  const view = await visit.view();
  visit.requests.length = 0;
  return admit(view, claim, visit);
}

/** The writes of a visit so far. */
export function written({ requests }: Visit): readonly Request[] {
  return requests.filter((request) => (writes as readonly Request[]).includes(request));
}
