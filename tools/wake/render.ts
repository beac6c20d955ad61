import { table } from "../preview/render/table";
import { paint } from "../preview/render/style";
import type { Part, PartState } from "./part";
import type { Seen, Watched } from "./watch";

const looks = {
  up: { mark: "✓", colour: "green" },
  starting: { mark: "→", colour: "cyan" },
  held: { mark: "·", colour: "yellow" },
  refused: { mark: "✗", colour: "red" },
} as const satisfies Record<PartState, object>;

/** One line per change. */
export function renderChange({ kind, milliseconds, state, text }: Seen): string {
  const { mark, colour } = looks[state];
  return `${paint("dim", clock(milliseconds).padStart(6))}  ${paint(colour, mark)} ${kind.padEnd(9)} ${text}`;
}

/** What is up, and after how long. */
export function renderTable(seen: readonly Seen[]): string {
  return table(
    [{ title: "what" }, { title: "name" }, { title: "state" }, { title: "up after", align: "right" }],
    seen.map(({ kind, milliseconds, name, state, text }) => [
      kind,
      name,
      paint(looks[state].colour, text),
      duration(milliseconds),
    ]),
  );
}

/** What becomes of the start that nobody waits for any more. */
export function renderRest(kinds: readonly Part["kind"][], { seen }: Watched): string {
  const stateOf = (kind: Part["kind"]) => seen.find((one) => one.kind === kind)?.state;
  const named = (states: readonly (PartState | undefined)[]) =>
    kinds.filter((kind) => states.includes(stateOf(kind))).map((kind) => `the ${kind}`);
  const [goingOn, open] = [named(["starting"]), named(["held", undefined])];
  return [
    ...(goingOn.length === 0 ? [] : [`Goes on by itself: the start of ${goingOn.join(" and ")}.`]),
    ...(open.length === 0
      ? []
      : [`Not certain to start: ${open.join(" and ")}; run the same command again.`]),
  ].join(" ");
}

export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const rest = `${String(seconds % 60)} s`;
  return seconds < 60 ? rest : `${String(Math.floor(seconds / 60))} min ${rest}`;
}

function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}
