/* Runs in CloudFront Functions: see waiting-room/tokens/token.ts for what that forbids. */

/** What the gate looks at, whatever runs it. */
export interface GateRequest {
  readonly method: string;
  /** Path as it was sent. */
  readonly uri: string;
  /** Query as it was sent, without the question mark. */
  readonly query: string;
  /** Whether a browser goes to the page, and not a script that fetches something. */
  readonly navigation: boolean;
  readonly userAgent: string;
  /** Address of the viewer. */
  readonly address: string;
  /** Every admission cookie that was sent. */
  readonly admissions: readonly string[];
  /** Every device cookie that was sent. */
  readonly devices: readonly string[];
}

export const admissionCookie = "__Host-vwr_a";
export const deviceCookie = "__Host-vwr_d";

const gateHeader = /^x[-_]vwr[-_]/i;

/** Whether the origin could take this header for one of the gate's: underscores are hyphens to many of them. */
export function isGateHeader(name: string): boolean {
  const first = name[0];
  return (first === "x" || first === "X") && gateHeader.test(name);
}

/** Browsers say what they fetch for; older ones and others are told by what they accept. */
export function isNavigation(header: (name: string) => string | undefined): boolean {
  const mode = header("sec-fetch-mode");
  if (mode !== undefined) return mode === "navigate";
  if (header("x-requested-with") !== undefined) return false;
  return (header("accept") ?? "").includes("text/html");
}
