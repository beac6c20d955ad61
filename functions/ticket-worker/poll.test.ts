import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import { makeCertificate, openssl } from "../../test/support/ticketing/certificate";
import { deadLetters, send } from "../../test/support/ticketing/deliver";
import { freePort } from "../../test/support/ticketing/free-port";
import { eventually, Pod, startPodIdentity } from "../../test/support/ticketing/pod";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { type LocalRedis, redisServer, startRedis } from "../../test/support/ticketing/redis";
import { type LocalSqs, startSqs } from "../../test/support/ticketing/sqs";
import { startSecretsServer } from "../../test/support/waiting-room/secrets-server";
import { bundlePoll } from "./bundle-poll";

const lacksSomething = [postgresPrograms, redisServer, openssl].includes(undefined);

describe.skipIf(lacksSomething)("the worker as a pod, between SQS, PostgreSQL and Redis", () => {
  let postgres: LocalPostgres;
  let redis: LocalRedis;
  let sqs: LocalSqs;
  let secrets: Awaited<ReturnType<typeof startSecretsServer>>;
  let identity: Awaited<ReturnType<typeof startPodIdentity>>;
  let database: Pool;
  let folder: string;
  let environment: Readonly<Record<string, string>>;
  let health: string;
  const pods: Pod[] = [];

  beforeAll(async () => {
    const certificate = makeCertificate();
    folder = mkdtempSync(join(tmpdir(), "urr-pods-"));
    writeFileSync(join(folder, "ca.crt"), certificate.certificate);
    [postgres, redis, secrets, identity] = await Promise.all([
      startPostgres({}, certificate),
      startRedis({ password: "in-the-secret", certificate }),
      startSecretsServer({ "redis-auth-token": "in-the-secret" }),
      startPodIdentity(folder),
    ]);
    const port = await freePort();
    health = `http://127.0.0.1:${String(port)}`;
    const created = await postgres.createDatabase();
    database = created.pool();
    environment = {
      ...identity.environment,
      NODE_EXTRA_CA_CERTS: join(folder, "ca.crt"),
      DB_HOST: "localhost",
      DB_PORT: String(postgres.port),
      DB_NAME: created.address.database,
      DB_USER: "worker",
      REDIS_HOST: "localhost",
      REDIS_PORT: String(redis.port),
      REDIS_MODE: "single",
      REDIS_SECRET: "redis-auth-token",
      MAX_RECEIVES: "5",
      POWERTOOLS_METRICS_NAMESPACE: "urr-test/TicketWorker",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      BATCHES_AT_ONCE: "1",
      HEALTH_PORT: String(port),
    };
  });
  // A pod that is killed while it waits leaves a request behind, to which the next message would go.
  beforeEach(async () => {
    sqs = await startSqs();
  });
  afterEach(async () => {
    await Promise.all(pods.splice(0).map((pod) => pod.kill()));
    await sqs.stop();
  });
  afterAll(async () => {
    await Promise.all([postgres.stop(), redis.stop(), secrets.stop(), identity.stop()]);
    rmSync(folder, { recursive: true });
  });

  const start = (command: string, others: Readonly<Record<string, string>> = {}) => {
    const queues = { STREAM_QUEUE_URL: sqs.queueUrl, DEAD_LETTER_QUEUE_URL: sqs.deadLetterQueueUrl };
    const pod = Pod.start(bundlePoll(), command, { ...environment, ...queues, ...others });
    pods.push(pod);
    return pod;
  };
  const claims = async () => {
    const { rows } = await database.query<object>("SELECT seat, state FROM ticketing.seat_claims");
    return rows;
  };
  const left = async () => {
    const { Attributes = {} } = await sqs.client.send(
      new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  };
  const says = async (path: string) => (await fetch(`${health}${path}`).catch(() => undefined))?.status;

  it("sells seats by the identity of its pod, sets bad messages aside, and leaves nothing in the stream: QUE-22", async () => {
    await send(sqs, aTicketEvent("reservation.held", { seats: ["1", "2"] }));
    await send(sqs, "no event");
    await send(sqs, aTicketEvent("payment.succeeded"));
    const pod = start("poll");
    await eventually(async () => (await left()) === 0);

    expect(await claims()).toEqual(["1", "2"].map((seat) => ({ seat, state: "sold" })));
    expect(await redis.client.hgetall("seats:{autumn-tour#A}")).toMatchObject({ "1": "sold", "2": "sold" });
    const letters = await deadLetters(sqs);
    expect(letters).toMatchObject([
      { Body: "no event", MessageAttributes: { reason: { StringValue: "not JSON" } } },
    ]);
    expect(pod.logs).toMatch(/"Namespace":"urr-test\/TicketWorker".*"Poison":1/);
    expect(pod.logs).not.toMatch(/buyer-1|in-the-secret/);
  });

  it("is alive and ready while the queue answers, and not ready where it does not", async () => {
    const pod = start("poll");
    await eventually(async () => (await says("/ready")) === 200);
    expect(await says("/live")).toBe(200);
    expect(await says("/elsewhere")).toBe(404);
    await pod.kill();
    const lost = start("poll", { STREAM_QUEUE_URL: "http://127.0.0.1:9/queue.fifo" });
    await eventually(() => lost.logs.includes("the stream does not answer"));

    expect(await says("/ready")).toBe(503);
    expect(await says("/live")).toBe(200);
  });

  it("ends the batch in its hands when it is terminated, and takes no other: KDAT-23", async () => {
    const pod = start("poll");
    await eventually(async () => (await says("/ready")) === 200);
    const holder = await database.connect();
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE ticketing.seat_claims IN ACCESS EXCLUSIVE MODE");
    await send(sqs, aTicketEvent("reservation.cancelled"));
    await eventually(async () => (await waitingForLocks()) > 0);
    pod.terminate();
    await eventually(() => pod.logs.includes("no batch is begun any more"));
    await send(sqs, aTicketEvent("reservation.held", { section: "B" }));
    await holder.query("COMMIT");
    holder.release();

    expect(await pod.ended()).toBe(0);
    expect(await claims()).toEqual([]);
    expect(await left()).toBe(1);
  });

  it("compares seat maps once, of stores without TLS too, and ends", async () => {
    await redis.client.flushall();
    const inside = await startRedis();
    const passwordFile = join(folder, "password");
    writeFileSync(passwordFile, "anything\n");
    const { REDIS_SECRET, NODE_EXTRA_CA_CERTS, ...others } = environment;
    expect([REDIS_SECRET, NODE_EXTRA_CA_CERTS]).not.toContain(undefined);
    const pod = Pod.start(bundlePoll(), "compare", {
      ...others,
      ...{ DB_PASSWORD_FILE: passwordFile, REDIS_PORT: String(inside.port), REDIS_HOST: "127.0.0.1" },
      ...{ STREAM_QUEUE_URL: sqs.queueUrl, DEAD_LETTER_QUEUE_URL: sqs.deadLetterQueueUrl },
    });

    expect(await pod.ended()).toBe(0);
    expect(pod.logs).toMatch(/seat maps are compared.*"repaired":1/);
    expect(await inside.client.exists("seats:{autumn-tour#A}")).toBe(1);
    await inside.stop();
  });

  it("tells that a comparison has failed, and does nothing unless it is told what", async () => {
    const failed = start("compare", { DB_PORT: "9" });
    expect(await failed.ended()).toBe(1);
    expect(failed.logs).toContain("the comparison of seat maps failed");
    const confused = start("rest");
    expect(await confused.ended()).toBe(1);
    expect(confused.logs).toContain("neither poll nor compare");
  });

  async function waitingForLocks(): Promise<number> {
    const { rowCount } = await database.query("SELECT FROM pg_locks WHERE NOT granted");
    return rowCount ?? 0;
  }
});
