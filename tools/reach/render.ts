import { grouped } from "../../policies/read";
import { paint } from "../preview/render/style";
import { fittedTable } from "../routes/fitted-table";
import type { ReachDocument, WayRow } from "./document";

/**
 * Rows call columns, on the ports that stand where both meet; those that call nobody have no row.
 *
 * @param widest characters that a line has, as far as names and ports need no more.
 */
export function renderReach({ notes, parties, stack, ways }: ReachDocument, widest = Infinity): string {
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
    return `${paint("bold", heading)}\n${fittedTable(["who", ...called.map(shortName)], rows, widest, "between words")}`;
  };
  return joined(section("To pods", true), section("Out of the cluster", false), below);
}

const joined = (...parts: readonly string[]) => parts.filter((text) => text !== "").join("\n\n");

const shortName = (name: string) => name.replace(/-(service|spring)$/, "");

/** Each port once, with its protocols where they are not the usual ones. */
function cell(ways: readonly WayRow[]): string {
  return [...grouped(ways, ({ port, whole }) => `${String(port ?? "all")}${whole ? "" : " in part"}`)]
    .map(([text, same]) => {
      const protocols = same.flatMap(({ protocol }) => protocol ?? []).join("+");
      const usual = same.some(({ port }) => port === dns) ? "UDP+TCP" : "TCP";
      return protocols === "" || protocols === usual ? text : `${text}/${protocols}`;
    })
    .join(" ");
}

/** Names are asked for by both protocols: https://www.rfc-editor.org/rfc/rfc7766#section-5 */
const dns = 53;
