import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aSession } from "../../test/support/waiting-room/a-visitor";
import { StoreError } from "../waiting-room/store/store";
import { makeDocumentClient } from "./client";
import { DynamoStore } from "./dynamodb-store";
import { failureOf } from "./failure";

const tables = { counters: "waiting-room-counters", positions: "waiting-room-positions" };
let servers: Server[] = [];

afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

/** A store on an HTTP server that answers in this way, and how many requests it has had. */
async function storeOn(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(String(request.headers["x-amz-target"]));
    answer(request, response);
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  const client = makeDocumentClient({
    endpoint: `http://127.0.0.1:${String(address.port)}`,
    region: "us-east-1",
  });
  return { store: new DynamoStore({ client, tables }), requests };
}

function refusing(status: number, type: string) {
  return (_: IncomingMessage, response: ServerResponse) => {
    const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "no" });
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(body);
  };
}

describe("a call that fails", () => {
  it.each(["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"])(
    "is throttled if DynamoDB says %s, after two attempts, and a lease after one",
    async (type) => {
      const { store, requests } = await storeOn(refusing(400, type));
      const throttled = { name: "StoreError", kind: "throttled" };
      await expect(store.seal("autumn-tour")).rejects.toMatchObject(throttled);
      expect(requests).toHaveLength(2);
      await expect(store.lease("autumn-tour", 1, 10)).rejects.toMatchObject(throttled);
      expect(requests).toHaveLength(3);
    },
  );

  it.each([
    [500, "InternalServerError", 2],
    [503, "ServiceUnavailable", 2],
    [400, "ResourceNotFoundException", 1],
    [400, "ValidationException", 1],
  ])("is unavailable after a %i %s, and asked %i times", async (status, type, attempts) => {
    const { store, requests } = await storeOn(refusing(status, type));
    for (const call of [
      () => store.readPlace("autumn-tour", "visitor"),
      () => store.takeLate("autumn-tour"),
      () => store.countBucket("autumn-tour", 0, 0, 1),
    ]) {
      requests.length = 0;
      await expect(call()).rejects.toMatchObject({ name: "StoreError", kind: "unavailable" });
      expect(requests).toHaveLength(attempts);
    }
  });

  it("is unavailable if nobody answers, told in a little more than half the time of a request", async () => {
    const { store, requests } = await storeOn(() => undefined);
    const startedAt = performance.now();
    await expect(store.readControl("autumn-tour")).rejects.toMatchObject({ kind: "unavailable" });
    expect(performance.now() - startedAt).toBeLessThan(1_800);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ["that never comes", () => undefined, "unavailable"],
    ["that it is throttled", refusing(400, "ThrottlingException"), "throttled"],
  ])(
    "is not sent again if it writes, by a process that was frozen before the answer %s",
    async (...given) => {
      const [, answer, kind] = given;
      vi.useFakeTimers({ toFake: ["Date"] });
      try {
        const { store, requests } = await storeOn((request, response) => {
          vi.setSystemTime(Date.now() + 60_000);
          answer(request, response);
        });
        await expect(store.claim("autumn-tour", aSession(), 1)).rejects.toMatchObject({ kind });
        expect(requests).toEqual(["DynamoDB_20120810.PutItem"]);
        await expect(store.readControl("autumn-tour")).rejects.toMatchObject({ kind });
        expect(requests).toHaveLength(3);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it("is unavailable if the connection breaks or what comes is no JSON", async () => {
    const broken = await storeOn((request) => request.socket.destroy());
    await expect(broken.store.readEvent("autumn-tour")).rejects.toMatchObject({ kind: "unavailable" });
    const garbled = await storeOn((_, response) => response.writeHead(200).end("<html>"));
    await expect(garbled.store.readEvent("autumn-tour")).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("keeps its cause, and a store's own error stays what it is", () => {
    const cause = new Error("the network is down");
    expect(failureOf(cause)).toMatchObject({ kind: "unavailable", cause });
    const unreadable = new StoreError("unreadable");
    expect(failureOf(unreadable)).toBe(unreadable);
  });
});
