import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { vi } from "vitest";
import { rotateKeys } from "../../../functions/key-rotation/handler";
import { reporter } from "../../../functions/line-controller/report";
import { reportHelpTo, reportTo } from "../../../functions/waiting-room-api/report";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import { StoreError } from "../../../functions/waiting-room/store/store";
import { aControl, beginning } from "./an-event";
import { syntheticKey, syntheticRing } from "./key-ring";

/** A figure as CloudWatch takes it from a function's log. */
export interface EmittedMetric {
  readonly namespace: string;
  readonly metric: string;
  /** Names, sorted. */
  readonly dimensions: readonly string[];
  readonly service: unknown;
}

/** What the waiting room's functions tell CloudWatch when something is wrong, read from the lines that they print. */
export async function emittedMetrics(namespace: string): Promise<readonly EmittedMetric[]> {
  const lines: string[] = [];
  const spies = (["log", "warn", "error", "info"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line) => void lines.push(String(line))),
  );
  // Powertools prints to the console in development only.
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("POWERTOOLS_METRICS_DISABLED", "false");
  try {
    tellOfLines(namespace);
    tellOfRequests(namespace);
    await tellOfKeys(namespace);
  } finally {
    vi.unstubAllEnvs();
    spies.forEach((spy) => {
      spy.mockRestore();
    });
  }
  return lines.flatMap((line) => metricsIn(JSON.parse(line) as Record<string, unknown>));
}

function tellOfLines(namespace: string): void {
  const metrics = new Metrics({ namespace, serviceName: "line-controller" });
  const report = reporter({ logger: new Logger(), metrics });
  report("finals", { kind: "ticked", control: aControl({ S0: 1 }), tookMs: 80, afterMs: 2_000 });
  report("finals", { kind: "failed", error: new StoreError("unreadable") });
}

function tellOfRequests(namespace: string): void {
  const metrics = new Metrics({ namespace, serviceName: "waiting-room-api" });
  const observe = reportTo(new Logger(), metrics);
  observe({ route: "admit", status: 503, code: "CLOCK", reason: "clock", durationMs: 3 });
  observe({ route: "admit", status: 409, code: "CONFLICT", reason: "conflict", durationMs: 3 });
  reportHelpTo(metrics)("finals", { kind: "lost", afterMs: 9_000 });
  metrics.publishStoredMetrics();
}

async function tellOfKeys(namespace: string): Promise<void> {
  const metrics = new Metrics({ namespace, serviceName: "key-rotation" });
  const ring = syntheticRing({ masters: { k1: syntheticKey("k1") } });
  await rotateKeys(
    {},
    {
      rings: {
        read: () => Promise.resolve({ ring: { signsSince: beginning, ...ring }, version: "1" }),
        write: () => Promise.resolve("written"),
      },
      gate: {
        read: () => Promise.resolve({ entries: new Map(), version: "1" }),
        write: () => Promise.resolve("written"),
      },
      ...{ store: new MemoryStore(), paths: [], clock: { now: () => beginning }, maxAgeMs: 86_400_000 },
      newSecret: () => syntheticKey("new"),
    },
    metrics,
  );
  metrics.publishStoredMetrics();
}

interface Directive {
  readonly Namespace: string;
  readonly Metrics: readonly { readonly Name: string }[];
  readonly Dimensions: readonly (readonly string[])[];
}

function metricsIn(line: Readonly<Record<string, unknown>>): readonly EmittedMetric[] {
  const { CloudWatchMetrics = [] } = (line["_aws"] ?? {}) as { CloudWatchMetrics?: readonly Directive[] };
  return CloudWatchMetrics.flatMap((told) =>
    told.Metrics.flatMap(({ Name }) =>
      told.Dimensions.map((dimensions) => ({
        ...{ namespace: told.Namespace, metric: Name, service: line["service"] },
        dimensions: dimensions.toSorted(),
      })),
    ),
  );
}
