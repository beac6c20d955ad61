/** Names that mean something to every object of the language, and nothing to us. */
const reservedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Reads one JSON object; `undefined` for anything else.
 *
 * `JSON.parse` keeps the last of two equal names, other readers the first: whoever checks and whoever acts could then
 * read different requests. So a name that is repeated, in whatever spelling, is refused, as are reserved ones.
 */
export function readObject(text: string): object | undefined {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return namesAreSound(text) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text is JSON already: so a string that is followed by a colon is a name, of the innermost object that is open. */
function namesAreSound(text: string): boolean {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const name = String(JSON.parse(last));
      const names = open.at(-1);
      if (names === undefined || names.has(name) || reservedNames.has(name)) return false;
      names.add(name);
    }
    last = token;
  }
  return true;
}
