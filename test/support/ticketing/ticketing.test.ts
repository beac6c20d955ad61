import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { startPglite } from "./pglite";
import { startPostgres } from "./postgres";
import { postgresPrograms } from "./postgres-programs";
import { redisServer, startRedis } from "./redis";
import { startSqs } from "./sqs";

describe.skipIf(postgresPrograms === undefined)("a PostgreSQL of a test's own", () => {
  it("keeps what was committed when it crashes, and drops connections", async () => {
    const postgres = await startPostgres();
    const database = await postgres.createDatabase();
    const pool = database.pool();
    await pool.query("INSERT INTO ticketing.sections (event, section) VALUES ('autumn-tour', 'A')");
    const client = await pool.connect();
    client.on("error", () => undefined);
    await postgres.crash();

    await expect(client.query("SELECT 1")).rejects.toThrow();
    client.release(true);
    expect((await pool.query("SELECT section FROM ticketing.sections")).rows).toEqual([{ section: "A" }]);
    await postgres.stop();
  });

  it("answers nothing while it is frozen", async () => {
    const postgres = await startPostgres();
    const pool = (await postgres.createDatabase()).pool({ query_timeout: 100 });
    await pool.query("SELECT 1");
    postgres.freeze();
    await expect(pool.query("SELECT 1")).rejects.toThrow(/timeout/);
    postgres.thaw();

    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await postgres.stop();
  });
});

describe("a PGlite", () => {
  it("is reached over a socket, as the worker too", async () => {
    const pglite = await startPglite();
    const pool = pglite.pool({ user: "worker" });

    expect((await pool.query("SELECT * FROM ticketing.inbox")).rows).toEqual([]);
    await pglite.stop();
  });
});

describe.skipIf(redisServer === undefined)("a Redis of a test's own", () => {
  it("can be killed and is empty when it is back", async () => {
    const redis = await startRedis();
    await redis.client.set("seat", "held");
    await redis.kill();
    await redis.start();

    expect(await redis.client.get("seat")).toBeNull();
    await redis.stop();
  });

  it("can be a cluster of one", async () => {
    const redis = await startRedis({ cluster: true });

    expect(await redis.client.set("seat", "held")).toBe("OK");
    await redis.stop();
  });
});

describe("an SQS in this process", () => {
  it("delivers what is sent, with its group", async () => {
    const sqs = await startSqs();
    const { client, queueUrl } = sqs;
    const message = { MessageBody: "held", MessageGroupId: "autumn-tour#A", MessageDeduplicationId: "1" };
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, ...message }));
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageSystemAttributeNames: ["All"] }),
    );

    expect(Messages.map(({ Attributes, Body }) => [Body, Attributes?.MessageGroupId])).toEqual([
      ["held", "autumn-tour#A"],
    ]);
    await sqs.stop();
  });
});
