import type { AwsFailure } from "../aws-cli/ask";

/**
 * `starting` goes on by itself, `held` is something that cannot be asked to start yet, and `refused` is the end of it.
 */
export type PartState = "up" | "starting" | "held" | "refused";

/** What a look at a part has shown. */
export interface Look {
  readonly state: PartState;
  readonly text: string;
  /** Physical name, as far as it is known. */
  readonly name: string;
}

/** Something that stops in the evening. */
export interface Part {
  readonly kind: "nodes" | "database";
  /** Looks at it, and asks for its start where that is missing. Safe to repeat. */
  readonly look: () => Promise<Look>;
}

/** AWS says which right is missing, but not that there are more. */
export function refusedBy({ code, message }: AwsFailure, name: string): Look {
  const hint = /^(AccessDenied|Unauthorized)/.test(code) ? " (--help lists the rights it needs)" : "";
  return { state: "refused", text: `${message}${hint}`, name };
}
