import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SQSRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../functions/bundle";
import { aMessage } from "../support/ticketing/a-batch";
import { aTicketEvent } from "../support/ticketing/an-event";
import { makeCertificate, openssl } from "../support/ticketing/certificate";
import { type LocalPostgres, startPostgres } from "../support/ticketing/postgres";
import { postgresPrograms } from "../support/ticketing/postgres-programs";
import { visitor } from "../support/waiting-room/a-visit";
import { Deployed } from "../support/waiting-room/deployed";
import { type SilentServer, startSilentServer } from "./a-silent-server";
import { numbered } from "./universe";

const lambdaMs = 30_000;

/** A hold of a section of its own. */
function holdIn(section: string, reservation: number): SQSRecord {
  const choices = { section, reservation: numbered("reservation", reservation) };
  return aMessage(aTicketEvent("reservation.held", choices));
}

const ids = (messages: readonly SQSRecord[]) => messages.map(({ messageId }) => messageId);

describe.skipIf(postgresPrograms === undefined || openssl === undefined)(
  "a batch of ten ends before Lambda ends it: QUE-05",
  () => {
    let silent: SilentServer;
    let postgres: LocalPostgres;
    let folder: string;
    const workers: Deployed[] = [];
    beforeAll(async () => {
      const certificate = makeCertificate();
      folder = mkdtempSync(join(tmpdir(), "urr-hanging-"));
      writeFileSync(join(folder, "ca.crt"), certificate.certificate);
      [silent, postgres] = await Promise.all([startSilentServer(), startPostgres({}, certificate)]);
    });
    afterAll(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await Promise.all([silent.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true });
    });

    /** The worker as it is deployed, with nobody who answers but, perhaps, the database. */
    async function deployed(database: { readonly port: number; readonly name: string }): Promise<Deployed> {
      const nobody = String(silent.port);
      const worker = await Deployed.start(bundleFunction("ticket-worker"), {
        NODE_EXTRA_CA_CERTS: join(folder, "ca.crt"),
        DB_HOST: "localhost",
        DB_PORT: String(database.port),
        DB_NAME: database.name,
        DB_USER: "worker",
        REDIS_HOST: "localhost",
        REDIS_PORT: nobody,
        REDIS_MODE: "cluster",
        REDIS_SECRET: "redis-auth-token",
        STREAM_QUEUE_URL: `http://127.0.0.1:${nobody}/123456789012/ticket-events.fifo`,
        DEAD_LETTER_QUEUE_URL: `http://127.0.0.1:${nobody}/123456789012/ticket-events-dlq.fifo`,
        MAX_RECEIVES: "5",
        COUNTERS_TABLE: "counters",
        POSITIONS_TABLE: "positions",
        AWS_ENDPOINT_URL: `http://127.0.0.1:${nobody}`,
      });
      workers.push(worker);
      return worker;
    }

    async function handled(worker: Deployed, messages: readonly SQSRecord[]) {
      const from = performance.now();
      const response = await worker.invoke({ Records: messages });
      return { response, isInTime: performance.now() - from < lambdaMs };
    }

    const failures = (messages: readonly SQSRecord[]) => ({
      batchItemFailures: ids(messages).map((itemIdentifier) => ({ itemIdentifier })),
    });

    it.concurrent("when nothing that it works with answers: all comes again", async () => {
      const worker = await deployed({ port: silent.port, name: "postgres" });
      const bad = aMessage("no event", { group: "bad" });
      const messages = [
        bad,
        ...Array.from({ length: 9 }, (_, number) => holdIn(`section-${String(number)}`, number)),
      ];

      expect(await handled(worker, messages)).toEqual({ response: failures(messages), isInTime: true });
    });

    it.concurrent("when only the database answers: what it has committed is done", async () => {
      const database = await postgres.createDatabase();
      const worker = await deployed({ port: postgres.port, name: database.address.database });
      const bad = aMessage("no event", { group: "autumn-tour#A" });
      const behindIt = holdIn("A", 1);
      const choices = { section: "B", reservation: numbered("reservation", 2) };
      const bought = aMessage(aTicketEvent("reservation.confirmed", { ...choices, visitor }));
      const others = Array.from({ length: 6 }, (_, number) =>
        holdIn(`section-${String(number)}`, 10 + number),
      );
      const messages = [bad, behindIt, holdIn("B", 2), bought, ...others];

      expect(await handled(worker, messages)).toEqual({
        response: failures([bad, behindIt]),
        isInTime: true,
      });
      const { rows } = await database.pool().query("SELECT count(*)::int AS events FROM ticketing.inbox");
      expect(rows).toEqual([{ events: 8 }]);
      expect(worker.logs).toContain("a seat map was not shown");
      expect(worker.logs).toContain("a session was not completed");
    });
  },
);
