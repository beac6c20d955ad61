import { table } from "../preview/render/table";
import { paint } from "../preview/render/style";
import { apiUrl } from "./services";

/** A request and the status that shows what it is for. */
export interface Check {
  readonly url: string;
  readonly status: number;
  readonly shows: string;
}

export interface Checked extends Check {
  readonly passed: boolean;
  /** A status, or why there was none. */
  readonly got: string;
}

export const checks: readonly Check[] = [
  { url: `${apiUrl}/health`, status: 200, shows: "the gateway is up" },
  { url: `${apiUrl}/api/auth/me`, status: 401, shows: "who is not logged in is refused" },
  { url: "http://localhost:3000", status: 200, shows: "the frontend is served" },
];

/** Sends each request. A redirect is an answer like any other. */
export function runChecks(wanted: readonly Check[], interrupted: AbortSignal): Promise<readonly Checked[]> {
  return Promise.all(
    wanted.map(async (check) => {
      try {
        const signal = AbortSignal.any([interrupted, AbortSignal.timeout(10_000)]);
        const response = await fetch(check.url, { redirect: "manual", signal });
        await response.body?.cancel();
        return { ...check, passed: response.status === check.status, got: String(response.status) };
      } catch (error) {
        return { ...check, passed: false, got: reasonOf(error) };
      }
    }),
  );
}

/** What was asked, what was expected and what came. */
export function renderChecks(checked: readonly Checked[]): string {
  return table(
    [{ title: "" }, { title: "request" }, { title: "expected" }, { title: "got" }, { title: "shows that" }],
    checked.map(({ passed, url, status, got, shows }) => [
      passed ? paint("green", "✓") : paint("red", "✗"),
      `GET ${url}`,
      String(status),
      passed ? got : paint("red", got),
      shows,
    ]),
  );
}

/** Node wraps what happened to the connection, and several attempts in one error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer within 10 seconds";
  const cause: unknown = error.cause;
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  if (!(first instanceof Error)) return error.message;
  return "code" in first && first.code === "ECONNREFUSED" ? "nobody listens" : first.message;
}
