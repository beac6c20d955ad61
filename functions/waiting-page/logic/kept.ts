import { amountOf, field } from "./answers";
import type { Kept } from "./state";

/** What a browser has kept, as far as it is sound: nothing that is broken may keep a person out. */
export function keptFrom(text: string | null): Kept | undefined {
  const value = parsed(text);
  const textAt = (name: string, from = value) => {
    const found = field(from, name);
    return typeof found === "string" ? found : undefined;
  };
  const rid = textAt("rid");
  if (rid === undefined || !/^[\w-]{22,43}$/.test(rid)) return undefined;
  const token = textAt("token", field(value, "ticket"));
  const position = amountOf(field(value, "ticket"), "position");
  const joinAt = amountOf(value, "joinAt");
  const startAhead = amountOf(value, "startAhead");
  const commitment = textAt("commitment");
  const rejoin = textAt("rejoin");
  return {
    rid,
    ...(token !== undefined && position !== undefined && { ticket: { token, position } }),
    ...(joinAt !== undefined && { joinAt }),
    ...(startAhead !== undefined && { startAhead }),
    ...(commitment !== undefined && { commitment }),
    ...(rejoin !== undefined && { rejoin }),
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}
