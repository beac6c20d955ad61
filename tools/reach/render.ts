import { grouped } from "../../policies/read";
import { paint } from "../preview/render/style";
import { fittedTable } from "../routes/fitted-table";
import type { ReachDocument, WayRow } from "./document";

const widest = 120;

/** Rows call columns, on the ports that stand where both meet; those that call nobody have no row. */
export function renderReach({ notes, parties, stack, ways }: ReachDocument): string {
  const below = notes.join("\n");
  if (ways.length === 0) return joined(`${stack} has no pods, or none that anybody reaches.`, below);
  const callers = parties.map(({ name }) => name).filter((name) => ways.some(({ from }) => from === name));
  const section = (heading: string, isInside: boolean) => {
    const called = parties
      .filter(({ inside, name }) => inside === isInside && ways.some(({ to }) => to === name))
      .map(({ name }) => name);
    if (called.length === 0) return "";
    const rows = callers
      .map((from) => [
        shortName(from),
        ...called.map((to) => cell(ways.filter((way) => way.from === from && way.to === to))),
      ])
      .filter((row) => row.slice(1).some((text) => text !== ""));
    return `${paint("bold", heading)}\n${fittedTable(["who", ...called.map(shortName)], rows, widest)}`;
  };
  return joined(section("To pods", true), section("Out of the cluster", false), below);
}

const joined = (...parts: readonly string[]) => parts.filter((text) => text !== "").join("\n\n");

const shortName = (name: string) => name.replace(/-(service|spring)$/, "");

/** Each port once, with its protocols where it is not TCP alone. */
function cell(ways: readonly WayRow[]): string {
  return [...grouped(ways, ({ port, whole }) => `${String(port ?? "all")}${whole ? "" : " in part"}`)]
    .map(([text, same]) => {
      const protocols = same.flatMap(({ protocol }) => protocol ?? []);
      return protocols.every((protocol) => protocol === "TCP") ? text : `${text}/${protocols.join("+")}`;
    })
    .join(" ");
}
