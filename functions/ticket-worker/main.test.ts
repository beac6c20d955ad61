import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SQSBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { makeCertificate, openssl } from "../../test/support/ticketing/certificate";
import type { LocalDatabase } from "../../test/support/ticketing/database";
import { deadLetters, deliver, send } from "../../test/support/ticketing/deliver";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { type LocalRedis, redisServer, startRedis } from "../../test/support/ticketing/redis";
import { type LocalSqs, startSqs } from "../../test/support/ticketing/sqs";
import { visitor } from "../../test/support/waiting-room/a-visit";
import { aConfig, anEvent, aRecord, beginning } from "../../test/support/waiting-room/an-event";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { type LocalDynamo, startDynalite } from "../../test/support/waiting-room/dynalite";
import { startSecretsServer } from "../../test/support/waiting-room/secrets-server";
import { bundleFunction } from "../bundle";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";

const lacksSomething = [postgresPrograms, redisServer, openssl].includes(undefined);

describe.skipIf(lacksSomething)(
  "the worker as it is deployed, between SQS, PostgreSQL, Redis and DynamoDB",
  () => {
    let postgres: LocalPostgres;
    let redis: LocalRedis;
    let sqs: LocalSqs;
    let dynamo: LocalDynamo;
    let secrets: Awaited<ReturnType<typeof startSecretsServer>>;
    let database: LocalDatabase;
    let deployed: Deployed;
    let folder: string;

    beforeAll(async () => {
      const certificate = makeCertificate();
      folder = mkdtempSync(join(tmpdir(), "urr-worker-"));
      writeFileSync(join(folder, "ca.crt"), certificate.certificate);
      [postgres, redis, sqs, dynamo, secrets] = await Promise.all([
        startPostgres({}, certificate),
        startRedis({ password: "in-the-secret", certificate }),
        startSqs(),
        startDynalite(),
        startSecretsServer({ "redis-auth-token": "in-the-secret" }),
      ]);
      database = await postgres.createDatabase();
      deployed = await Deployed.start(bundleFunction("ticket-worker"), {
        NODE_EXTRA_CA_CERTS: join(folder, "ca.crt"),
        DB_HOST: "localhost",
        DB_PORT: String(postgres.port),
        DB_NAME: database.address.database,
        DB_USER: "worker",
        REDIS_HOST: "localhost",
        REDIS_PORT: String(redis.port),
        REDIS_MODE: "single",
        REDIS_SECRET: "redis-auth-token",
        STREAM_QUEUE_URL: sqs.queueUrl,
        DEAD_LETTER_QUEUE_URL: sqs.deadLetterQueueUrl,
        MAX_RECEIVES: "5",
        POWERTOOLS_METRICS_NAMESPACE: "urr-test/TicketWorker",
        COUNTERS_TABLE: dynamo.tables.counters,
        POSITIONS_TABLE: dynamo.tables.positions,
        AWS_ENDPOINT_URL_SQS: sqs.endpoint,
        AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      });
    });
    afterAll(async () => {
      await deployed.stop();
      await Promise.all([postgres.stop(), redis.stop(), sqs.stop(), dynamo.stop(), secrets.stop()]);
      rmSync(folder, { recursive: true });
    });

    const work = (waitSeconds?: number) =>
      deliver(sqs, async (batch) => (await deployed.invoke(batch)) as SQSBatchResponse, waitSeconds);

    it("sells seats: QUE-10, KDAT-23", async () => {
      const store = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
      await store.createEvent(anEvent, aRecord(aConfig()));
      const place = { position: 7, generation: 0, issuedAt: beginning, device: "d", lastRequest: "r" };
      await store.takePlace(anEvent, visitor, place, beginning);
      const times = { issuedAt: beginning, expiresAt: beginning + 1, maxExpiresAt: beginning + 1 };
      const session = { position: 7, visitor, id: "session", device: "d", late: false, generation: 0 };
      await store.claim(anEvent, { ...session, ...times, state: "active" }, 1);
      const seats = ["1", "2"];
      await send(sqs, aTicketEvent("reservation.held", { seats }));
      await send(sqs, aTicketEvent("payment.succeeded", { visitor }));
      await work();

      const { rows } = await database.pool().query("SELECT seat, state FROM ticketing.seat_claims");
      expect(rows).toEqual(seats.map((seat) => ({ seat, state: "sold" })));
      expect(await redis.client.hgetall("seats:{autumn-tour#A}")).toEqual({
        "#version": "2",
        "1": "sold",
        "2": "sold",
      });
      expect(await store.readSession(anEvent, 7, 1)).toMatchObject({ state: "completed" });
    });

    it("sets bad messages aside, with the reason", async () => {
      await send(sqs, "no event");
      await work();
      const [letter, ...others] = await deadLetters(sqs);

      expect(others).toEqual([]);
      expect(letter).toMatchObject({
        Body: "no event",
        Attributes: { MessageGroupId: "autumn-tour#A" },
        MessageAttributes: {
          reason: { StringValue: "not JSON" },
          detail: { StringValue: "the body does not parse" },
          sourceMessageId: { StringValue: letter?.Attributes?.MessageDeduplicationId },
        },
      });
    });

    it("repairs seat maps when it is asked to", async () => {
      await redis.client.flushall();

      expect(await deployed.invoke({ reconcile: {} })).toEqual({ checked: 1, repaired: 1 });
      expect(await redis.client.exists("seats:{autumn-tour#A}")).toBe(1);
    });

    it("goes on when the database and Redis were gone, and what was committed is shown", async () => {
      await postgres.crash();
      await redis.kill();
      await send(sqs, aTicketEvent("reservation.cancelled"));
      await work();
      expect(await rowsOf("SELECT FROM ticketing.seat_claims")).toBe(0);
      expect(deployed.logs).toContain("a seat map was not shown");
      await redis.start();
      await send(sqs, aTicketEvent("reservation.cancelled"));
      await work();

      expect(await redis.client.hgetall("seats:{autumn-tour#A}")).toEqual({ "#version": "3" });
    });

    it("tells what Redis has refused by the error's name, also of a client that is minified", async () => {
      await redis.client.set("seats:{autumn-tour#locked}", "no map");
      await send(sqs, aTicketEvent("reservation.held", { section: "locked", reservation: randomUUID() }));
      await work();

      expect(deployed.logs).toMatch(/"section":"locked","fault":"ReplyError"/);
    });

    it("has what failed come again long before the queue's 180 seconds", async () => {
      const rights = database.pool();
      await rights.query("REVOKE USAGE ON SCHEMA ticketing FROM worker");
      const reservation = randomUUID();
      await send(sqs, aTicketEvent("reservation.held", { reservation }));
      await work();
      expect(await deployed.invoke({ reconcile: {} })).toMatchObject({ waitsFor: "the migrations" });
      await rights.query("GRANT USAGE ON SCHEMA ticketing TO worker");
      await work(20);

      expect(await rowsOf("SELECT FROM ticketing.seat_claims WHERE section = 'A'")).toBe(2);
    });

    it("tells of it in figures, and of nobody", () => {
      for (const name of ["Applied", "Poison", "RefundDue", "SeatMapStale", "DatabaseNotReady"]) {
        expect(deployed.logs).toMatch(new RegExp(`"Namespace":"urr-test/TicketWorker".*"${name}":1`));
      }
      expect(deployed.logs).not.toMatch(new RegExp(`${visitor}|buyer-1|in-the-secret`));
    });

    async function rowsOf(statement: string): Promise<number | null> {
      return (await database.pool().query(statement)).rowCount;
    }
  },
);
