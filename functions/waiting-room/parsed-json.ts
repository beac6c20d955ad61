/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/** What a text says in JSON; `undefined` if it is none. */
export function parsedJson(text: string): unknown {
  // It is empty for whatever is missing, and exceptions take CloudFront's runtime long.
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
