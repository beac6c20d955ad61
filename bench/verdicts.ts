import type { Verdict } from "../tools/simulate/simulations/simulation";
import { table } from "../tools/preview/render/table";

/** What was measured beside what was wanted. */
export function verdictTable(of: string, verdicts: readonly Verdict[]): string {
  const right = { align: "right" as const };
  return table(
    [{ title: of }, { title: "measured", ...right }, { title: "target", ...right }, { title: "" }],
    verdicts.map(({ what, measured, target, met }) => [what, measured, target, met ? "met" : "missed"]),
  );
}
