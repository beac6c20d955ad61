import { z } from "zod";
import { refusing, whenSound, type Contradiction } from "../../contradiction";
import { fitTogether, fromPath, pathProblem } from "./protected-paths";
import { requestsPerInstance } from "./throttle";

/** What a new table of DynamoDB takes at once, and the least that can be asked for: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
const bornWith = { read: 12_000, write: 4_000 };

/** Without a raised quota a table takes so much: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const tableQuota = 40_000;

const units = (description: string, least: number, example: number) =>
  z
    .int()
    .min(least)
    .max(1_000_000)
    .meta({ description, examples: [example] });

const warmThroughput = z.strictObject({
  read: units("Read units a second.", bornWith.read, 30_000),
  write: units("Write units a second: one for each join.", bornWith.write, 30_000),
});

const ceiling = z.strictObject({
  read: units("Read units a second.", 1, tableQuota).default(tableQuota),
  write: units("Write units a second.", 1, tableQuota).default(tableQuota),
});

const tables = z
  .strictObject({
    pointInTimeRecovery: z
      .boolean()
      .default(true)
      .meta({
        description: "Whether the tables can be restored to any second of the last 35 days.",
        examples: [true],
      }),
    warmThroughput: warmThroughput.optional().meta({
      description:
        "What the table of places takes at once, to be set before a rush; without it as much as DynamoDB gives a new table, which then grows. It is paid for once, and AWS does not take it back: never lower it, nor remove it.",
      examples: [{ read: 30_000, write: 30_000 }],
    }),
    ceiling: ceiling.prefault({}).meta({
      description:
        "What a table never exceeds, so that a fault has a price limit. An account's own quota is 40,000 unless AWS has raised it.",
      examples: [{ read: 40_000, write: 40_000 }],
    }),
  })
  .superRefine(refusing(warmthProblems), whenSound("warmThroughput", "ceiling"));

function warmthProblems({
  warmThroughput: warm,
  ceiling: most,
}: {
  readonly warmThroughput?: z.output<typeof warmThroughput> | undefined;
  readonly ceiling: z.output<typeof ceiling>;
}): readonly Contradiction[] {
  return (["read", "write"] as const)
    .filter((kind) => warm !== undefined && warm[kind] > most[kind])
    .map((kind) => ({
      ...{ path: ["ceiling", kind], message: "is less than warmThroughput makes ready" },
      example: warm?.[kind],
    }));
}

const throttle = z.strictObject({
  ratePerSecond: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "Requests a second, on average.", examples: [5_000] }),
  burst: z
    .int()
    .min(1)
    .optional()
    .meta({
      description:
        "Requests at once. Unless set as many as the rate allows, but no more than the 5,000 that AWS gives an account and region together: more has no effect.",
      examples: [5_000],
    }),
});

interface Limits {
  readonly reservedConcurrency: number;
  readonly throttle: z.output<typeof throttle>;
}

function throttleProblems({ reservedConcurrency, throttle: asked }: Limits): readonly Contradiction[] {
  const most = reservedConcurrency * requestsPerInstance;
  return (["ratePerSecond", "burst"] as const)
    .filter((limit) => (asked[limit] ?? 0) > most)
    .map((limit) => ({
      path: ["throttle", limit],
      message: `is more than ${String(most)}, which is what reservedConcurrency ${String(reservedConcurrency)} answers in a second: the function would refuse the rest`,
      example: most,
    }));
}

const protectedPaths = z
  .record(z.string(), z.string())
  .superRefine((paths, context) => {
    for (const [path, event] of Object.entries(paths)) {
      const message = pathProblem(path, event);
      if (message === undefined) continue;
      const example = { "/events/*": fromPath };
      context.addIssue({ code: "custom", path: [path], message, params: { example } });
    }
  })
  .superRefine((paths, context) => {
    const sound = Object.entries(paths).every(([path, event]) => pathProblem(path, event) === undefined);
    if (!sound || fitTogether(paths)) return;
    const example = { "/events/*": fromPath };
    const message = "are longer than the 1,000 bytes that the edge takes; let a `*` stand for the event";
    context.addIssue({ code: "custom", message, params: { example } });
  });

export const waitingRoomSettings = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .meta({ description: "Whether there is a waiting room in front of sales.", examples: [true] }),
    reservedConcurrency: z
      .int()
      .min(1)
      .max(10_000)
      .default(500)
      .meta({
        description:
          "How many requests the API answers at once, kept free for it: it bears ten times as many a second. AWS leaves an account 100 that nobody may reserve.",
        examples: [500],
      }),
    throttle: throttle.prefault({}).meta({
      description: "What the API lets through; ten times reservedConcurrency unless set, and never more.",
      examples: [{ ratePerSecond: 5_000, burst: 5_000 }],
    }),
    admissionsPerMinute: z
      .int()
      .min(1)
      .max(600_000)
      .default(500)
      .meta({
        description:
          "People let in a minute at a new event whose settings name no rate. Each event's own rate can be changed while it runs.",
        examples: [500],
      }),
    protectedPaths: protectedPaths.default({ "/events/*": fromPath }).meta({
      description:
        "What is behind the waiting room: the event's id by path, or `fromPath` where the segment at `*` is the id. The narrowest path that covers a request decides.",
      examples: [{ "/events/*": fromPath, "/booking/finals": "finals-2026" }],
    }),
    keyRotationDays: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .meta({
        description: "Days after which another key signs tickets and admissions. Nobody notices a change.",
        examples: [30],
      }),
    tables: tables
      .prefault({})
      .meta({ description: "The two tables of the line.", examples: [{ pointInTimeRecovery: true }] }),
    logLevel: z
      .enum(["DEBUG", "INFO", "WARN", "ERROR"])
      .default("INFO")
      .meta({
        description:
          "What its functions write to their logs. INFO is a line for each request; WARN for a rush that is paid by the line.",
        examples: ["INFO"],
      }),
  })
  .superRefine(refusing(throttleProblems), whenSound("reservedConcurrency", "throttle"));

/** Settings of the waiting room's cloud side, every default filled in. */
export type WaitingRoomSettings = z.output<typeof waitingRoomSettings>;
