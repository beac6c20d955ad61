import { createHash } from "node:crypto";

/** Tells one content from another in a name or a label. */
export function fingerprint(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 10);
}
