import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import type { SQSRecord } from "aws-lambda";
import { bundleFunction } from "../functions/bundle";
import { aMessage } from "../test/support/ticketing/a-batch";
import { aTicketEvent } from "../test/support/ticketing/an-event";
import { makeCertificate } from "../test/support/ticketing/certificate";
import { type LocalPostgres, startPostgres } from "../test/support/ticketing/postgres";
import { startRedis } from "../test/support/ticketing/redis";
import { Deployed } from "../test/support/waiting-room/deployed";
import { startSecretsServer } from "../test/support/waiting-room/secrets-server";
import { verdictTable } from "./verdicts";
import { atLeast, atMost, timed, type Verdict } from "../tools/simulate/simulations/simulation";

const events = 10_000;
const seatsOfSection = 500;
const loads = 7;

/** 500 buyers a minute, whom prod's waiting room lets in, each with a hold, a payment and a confirmation. */
const neededPerSecond = 25;

/** Beside what Lambda itself takes of the function's 512 MB. */
const memoryMb = 448;

/** Tells a file the most memory that the process has had. */
const usage = `const { writeFileSync } = require("node:fs");
setInterval(() => writeFileSync(process.env.USAGE_FILE, String(process.resourceUsage().maxRSS)), 100).unref();`;

interface Parts {
  readonly postgres: LocalPostgres;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Ten messages of one section: five seats are held and paid. */
function aBatchOfTen(number: number): readonly SQSRecord[] {
  const batchesOfSection = seatsOfSection / 5;
  const section = `section-${String(Math.floor(number / batchesOfSection))}`;
  return Array.from({ length: 5 }, (_, index) => {
    const reservation = randomUUID();
    const seat = String((number % batchesOfSection) * 5 + index);
    return [
      aMessage(aTicketEvent("reservation.held", { section, reservation, seats: [seat] })),
      aMessage(aTicketEvent("payment.succeeded", { section, reservation, payment: randomUUID() })),
    ];
  }).flat();
}

interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** The most that one of the workers has had. */
  readonly megabytes: number;
}

/** Has so many workers, each a process, handle all events in batches of ten. */
async function run(workers: number, { postgres, environment, folder }: Parts): Promise<Run> {
  const database = await postgres.createDatabase();
  const usageFile = (worker: number) => join(folder, `usage-${String(workers)}-${String(worker)}`);
  const deployed = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      Deployed.start(
        bundleFunction("ticket-worker"),
        {
          ...environment,
          DB_PORT: String(postgres.port),
          DB_NAME: database.address.database,
          NODE_OPTIONS: "--require ./usage.js",
          USAGE_FILE: usageFile(worker),
        },
        { "usage.js": usage },
      ),
    ),
  );
  const batches = Array.from({ length: events / 10 }, (_, number) => aBatchOfTen(number));
  const took: number[] = [];
  const from = performance.now();
  // A section is one worker's, as a group of the stream is.
  await Promise.all(
    deployed.map(async (worker, mine) => {
      const share = batches.length / workers;
      for (const batch of batches.slice(mine * share, (mine + 1) * share)) {
        const begun = performance.now();
        const response = await worker.invoke({ Records: batch });
        took.push(performance.now() - begun);
        if (JSON.stringify(response) !== '{"batchItemFailures":[]}') throw new Error("a batch has failed");
      }
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  const { rows } = await database
    .pool()
    .query<{ sold: number }>("SELECT count(*)::int AS sold FROM ticketing.seat_claims WHERE state = 'sold'");
  if (rows[0]?.sold !== events / 2) throw new Error("not every seat was sold");
  await Promise.all(deployed.map((worker) => worker.stop()));
  await database.close();
  const sorted = took.toSorted((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const kilobytes = deployed.map((_, worker) => Number(readFileSync(usageFile(worker), "utf8")));
  return {
    perSecond: events / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    megabytes: Math.max(...kilobytes) / 1_024,
  };
}

/** The shortest time in which a fresh process has loaded the function: the others tell of other work, in milliseconds. */
function loadMs({ environment, folder }: Parts): number {
  writeFileSync(join(folder, "index.js"), bundleFunction("ticket-worker").code);
  const script = `const from = performance.now(); require("./index.js");
    process.stdout.write(String(performance.now() - from)); process.exit(0);`;
  const times = Array.from({ length: loads }, () => {
    const env = { ...environment, DB_PORT: "5432", DB_NAME: "tickets" };
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    if (stdout === "") throw new Error(stderr);
    return Number(stdout);
  });
  return Math.min(...times);
}

async function measured(): Promise<readonly Verdict[]> {
  const certificate = makeCertificate();
  const folder = mkdtempSync(join(tmpdir(), "urr-bench-"));
  writeFileSync(join(folder, "ca.crt"), certificate.certificate);
  const [postgres, redis, secrets] = await Promise.all([
    startPostgres({}, certificate),
    startRedis({ password: "in-the-secret", certificate }),
    startSecretsServer({ "redis-auth-token": "in-the-secret" }),
  ]);
  const environment = {
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    NODE_EXTRA_CA_CERTS: join(folder, "ca.crt"),
    DB_HOST: "localhost",
    DB_USER: "worker",
    REDIS_HOST: "localhost",
    REDIS_PORT: String(redis.port),
    REDIS_MODE: "single",
    REDIS_SECRET: "redis-auth-token",
    STREAM_QUEUE_URL: "http://127.0.0.1:1/123456789012/ticket-events.fifo",
    DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:1/123456789012/ticket-events-dlq.fifo",
    MAX_RECEIVES: "5",
  };
  const parts = { postgres, environment, folder };
  try {
    const load = loadMs(parts);
    const one = await run(1, parts);
    const ten = await run(10, parts);
    return [
      atMost("the bundle", bundleFunction("ticket-worker").bytes / 1_024, 600, "KB"),
      timed(atMost("loading it", load, 100, "ms")),
      timed(atLeast("events a second, one worker", one.perSecond, neededPerSecond)),
      timed(atMost("a batch of ten, p50", one.p50, 200, "ms")),
      timed(atMost("a batch of ten, p99", one.p99, 1_000, "ms")),
      // Ten processes share the cores of this machine, as they do not on AWS.
      timed(atLeast("events a second, ten workers", ten.perSecond, neededPerSecond)),
      timed(atMost("a batch of ten, p50", ten.p50, 1_000, "ms")),
      timed(atMost("a batch of ten, p99", ten.p99, 3_000, "ms")),
      timed(atMost("memory after 10,000 events", one.megabytes, memoryMb, "MB")),
    ];
  } finally {
    await Promise.all([postgres.stop(), redis.stop(), secrets.stop()]);
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${String(cpus().length)} cores; PostgreSQL, Redis and all workers on this machine\n`,
  );
  const verdicts = await measured();
  console.log(verdictTable("ticket worker", verdicts));
}

if (process.argv.includes("--help")) {
  console.log(
    "Measures the ticket worker as it is deployed, on a PostgreSQL and a Redis of this machine, over TLS. Takes one to three minutes.\n\n  npm run bench:ticket-worker",
  );
} else {
  void main();
}
