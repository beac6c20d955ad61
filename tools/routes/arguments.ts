import { parseArgs } from "node:util";

export const usage = `Shows the way of requests through an environment: names, behaviours of CloudFront, rules of the load balancer, and
what becomes of one address of each kind. It evaluates the program and runs the edge's functions; it asks nobody.

  npm run routes -- <stack>               as tables
  npm run -s routes -- <stack> --json     the same as JSON, and nothing else on stdout

"cache key" is by what an answer is kept at the edge, "forwarded" what the origin sees of the request beside its path.
All conditions of a rule must hold; they are parted by semicolons.

Secrets are named by their generation and never shown. What the firewall does is not part of it.

Exit code: 0 fine, 1 the stack cannot be evaluated, 2 usage.`;

export type Wish =
  | { readonly kind: "help" }
  | { readonly kind: "show"; readonly stack: string; readonly json: boolean }
  | { readonly kind: "problem"; readonly text: string };

/** @param known the environments that have a file. */
export function wishOf(args: readonly string[], known: readonly string[]): Wish {
  const given = parsed(args);
  if (typeof given === "string") return { kind: "problem", text: given };
  const { positionals, values } = given;
  if (values.help) return { kind: "help" };
  const [stack, ...others] = positionals;
  const list = known.length === 0 ? "there is none" : known.join(", ");
  if (stack === undefined) return { kind: "problem", text: `name a stack: ${list}` };
  if (others.length > 0)
    return { kind: "problem", text: `one stack at a time, not ${positionals.join(" and ")}` };
  if (!known.includes(stack))
    return { kind: "problem", text: `there is no environment ${stack}, only: ${list}` };
  return { kind: "show", stack, json: values.json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
