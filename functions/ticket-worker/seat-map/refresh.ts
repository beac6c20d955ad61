import type { Database } from "../database";
import { timeLimits } from "../time-limits";
import { within } from "../within";
import type { SeatMaps } from "./seat-maps";
import { readSnapshots, type Section } from "./snapshot";

/**
 * Shows sections as the database has them now. Those that could not be shown are returned with what failed: nothing is
 * lost by it, the next event of the section or a reconciliation shows them.
 */
export async function refreshSeatMaps(
  sections: readonly Section[],
  { database, seatMaps }: { readonly database: Database; readonly seatMaps: SeatMaps },
): Promise<readonly { readonly section: Section; readonly error: unknown }[]> {
  if (sections.length === 0) return [];
  const shown = new Set<Section>();
  const failures = new Map<Section, unknown>();
  const show = async () => {
    const snapshots = await database((client) => readSnapshots(client, sections));
    await Promise.all(
      sections.map(async (section, index) => {
        const snapshot = snapshots[index];
        if (snapshot === undefined) throw new Error("the database has left out a section");
        await seatMaps.replace(snapshot).then(
          () => shown.add(section),
          (error: unknown) => failures.set(section, error),
        );
      }),
    );
  };
  let whole: unknown;
  await within(timeLimits.seatMapsMs, show()).catch((error: unknown) => (whole = error));
  return sections
    .filter((section) => !shown.has(section))
    .map((section) => ({ section, error: failures.get(section) ?? whole }));
}
