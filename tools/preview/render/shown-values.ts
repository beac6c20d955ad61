import type { PropertyChange, StackPreview } from "../document";

/** No value takes more characters than these. */
const longest = 80;
/** So much of what both values begin with stays in front of where they part, for a reader to find the place. */
const shared = 32;

/** How both sides of a change are written. */
export type ShownSides = (change: Pick<PropertyChange, "from" | "to">) => readonly [from: string, to: string];

/**
 * Both sides of a change, never alike: where they are long, what they begin with in common is left out.
 *
 * Ids of the offline monitor mean nothing to a reader; the names of what they stand for do, unless both are called the
 * same.
 */
export function shownSides({ resources }: Pick<StackPreview, "resources">): ShownSides {
  const names = new Map(resources.flatMap(({ id, name }) => (id === null ? [] : [[id, name]])));
  const named = (value: unknown) => plain(typeof value === "string" ? (names.get(value) ?? value) : value);
  return ({ from, to }) => {
    // Without quotes the text 1 looks like the number.
    const ways = [named, plain, quoted].map((text) => [text(from), text(to)] as const);
    const [left, right] = ways.find(([one, other]) => one !== other) ?? [quoted(from), quoted(to)];
    return cut(Array.from(left), Array.from(right));
  };
}

const plain = (value: unknown) => (typeof value === "string" ? value : quoted(value));
const quoted = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));

type Characters = readonly string[];

function cut(from: Characters, to: Characters): readonly [from: string, to: string] {
  if (Math.max(from.length, to.length) <= longest) return [from.join(""), to.join("")];
  const start = startOf(from, parting(from, to));
  const room = longest - (start === 0 ? 1 : 2);
  const shown = (text: Characters) => {
    const rest = text.slice(start);
    const end = rest.length > room ? "…" : "";
    return `${start === 0 ? "" : "…"}${rest.slice(0, room).join("")}${end}`;
  };
  return [shown(from), shown(to)];
}

/** Where two texts begin to differ. */
function parting(from: Characters, to: Characters): number {
  const index = from.findIndex((character, at) => character !== to[at]);
  return index === -1 ? from.length : index;
}

/** Where to begin so that the place where the values part is seen: at the part of an address or of a list it is in. */
function startOf(text: Characters, parted: number): number {
  if (parted <= shared) return 0;
  const first = parted - shared;
  const before = text.slice(first, parted);
  const sign = before.findLastIndex((character) => ["/", ",", " ", "\n"].includes(character));
  return sign === -1 ? first : first + sign;
}
