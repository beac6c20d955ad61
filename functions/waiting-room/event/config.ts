import * as z from "zod";
import { countProblem } from "./count-bound";

const milliseconds = (min: number, max: number) => z.int().min(min).max(max);

const moment = z.int().min(0).max(8_640_000_000_000_000);

/** DRAFT is invisible, PRE collects people for the lottery, QUEUE admits, PAUSED stands still, OPEN lets everyone pass. */
export const modes = ["DRAFT", "PRE", "QUEUE", "PAUSED", "OPEN", "ENDED"] as const;

export type Mode = (typeof modes)[number];

/** How often a waiting page asks: `factor` of its remaining wait, within the two bounds, give or take `jitter`. */
export const pollPolicySchema = z.strictObject({
  minMs: milliseconds(1_000, 60_000).default(2_000),
  maxMs: milliseconds(1_000, 600_000).default(60_000),
  factor: z.number().min(0.01).max(1).default(0.2),
  jitter: z.number().min(0).max(0.5).default(0.2),
});

export type PollPolicy = z.infer<typeof pollPolicySchema>;

/** What the operator decides about one on-sale. Durations and moments are in milliseconds. */
export const eventConfigSchema = z
  .strictObject({
    /** People let in a second. */
    rate: z.number().positive().max(10_000),
    /** People inside at once, at most. */
    capacity: z.int().min(1).max(5_000_000),
    /** Nobody waits or enters after this; tickets end with it. */
    closeAt: moment,
    /** The line starts by itself at this moment. */
    openAt: moment.optional(),
    /**
     * How long a called person's slot is kept. With `settlingMs` it must outlast a tick of a whole lease (5 s) and its
     * last write (3 s), a claim on the line before it (3 s old, 3 s on its way) and two clocks 2 s off each: 18 s.
     */
    promptMs: milliseconds(10_000, 300_000).default(20_000),
    /** How long a called person keeps the place, if no longer the slot. */
    graceMs: milliseconds(10_000, 7_200_000).default(600_000),
    tickMs: milliseconds(1_000, 10_000).default(2_000),
    sessionTtlMs: milliseconds(30_000, 3_600_000).default(180_000),
    sessionMaxMs: milliseconds(30_000, 14_400_000).default(900_000),
    /** The longest a process keeps a block of positions: the bound of how far people can overtake each other. */
    leaseMaxMs: milliseconds(1, 10_000).default(2_000),
    /** How many milliseconds of joins a block should hold. */
    leaseFillMs: milliseconds(1, 10_000).default(750),
    /** Size of a process's first block: 1, or 32 before a rush. */
    firstLease: z.int().min(1).max(256).default(1),
    maxQueue: z.int().min(1).max(100_000_000).default(5_000_000),
    /** How many times a person whose place lapsed may start again. */
    maxRejoins: z.int().min(0).max(100).default(3),
    /** Share of freed capacity kept for people who come late. */
    lateShare: z.number().min(0).max(1).default(0.5),
    /** Whether the line stops or goes on at `openRate` when nobody can count. */
    failMode: z.enum(["closed", "open"]).default("closed"),
    openRate: z.number().positive().max(10_000).optional(),
    /** What a token is bound to. A network changes on the way from Wi-Fi to cellular, so it is a choice. */
    fingerprint: z.enum(["device", "device+ua", "device+ua+net"]).default("device"),
    /** `none` saves a write a person; two numbers of one person still give one admission. */
    joinStore: z.enum(["table", "none"]).default("table"),
    /** Partitions a block of 1,024 sessions is spread over: one serves some 800 claims a second. */
    sessionShards: z.int().min(1).max(16).default(1),
    /** When the slot of a person who has finished is given on. */
    releaseOnComplete: z.enum(["now", "atExpiry"]).default("now"),
    /** Ends the queue by itself when nobody has waited for five minutes. */
    autoOpen: z.boolean().default(false),
    /** Waiting pages spread their first join over this. */
    joinSpreadMs: milliseconds(0, 600_000).default(0),
    poll: pollPolicySchema.prefault({}),
    /** What the operator tells those who wait. */
    message: z.strictObject({ ko: z.string().max(500), en: z.string().max(500) }).optional(),
  })
  .refine(({ promptMs, graceMs }) => promptMs < graceMs, {
    path: ["graceMs"],
    message: "must be longer than promptMs: a place outlives its slot",
  })
  .refine(({ leaseMaxMs, promptMs }) => leaseMaxMs <= promptMs / 2, {
    path: ["leaseMaxMs"],
    message:
      "must be at most half of promptMs: where nobody waits, a slot is as old as the block it comes from",
  })
  .refine(({ sessionTtlMs, sessionMaxMs }) => sessionTtlMs <= sessionMaxMs, {
    path: ["sessionMaxMs"],
    message: "must not be shorter than sessionTtlMs",
  })
  .refine(({ openAt, closeAt }) => openAt === undefined || openAt < closeAt, {
    path: ["closeAt"],
    message: "must be after openAt",
  })
  .refine(({ poll }) => poll.minMs <= poll.maxMs, {
    path: ["poll", "maxMs"],
    message: "must not be shorter than poll.minMs",
  })
  .superRefine((config, context) => {
    const problem = countProblem(config);
    if (problem === undefined) return;
    context.addIssue({ code: "custom", path: [problem.path], message: problem.message });
  });

export type EventConfig = z.infer<typeof eventConfigSchema>;
