import "@aws-sdk/signature-v4a";
import { Agent } from "node:http";
import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startKeyValueServer, type KeyValueServer } from "../../test/support/waiting-room/key-value-server";
import { keyValueStore } from "./key-value-store";

let server: KeyValueServer;
let client: CloudFrontKeyValueStoreClient;
beforeEach(async () => {
  server = await startKeyValueServer();
  client = new CloudFrontKeyValueStoreClient({
    region: "ap-northeast-2",
    endpoint: server.endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 2,
    requestHandler: {
      httpAgent: new Agent({
        lookup: (_host, _options, found) => {
          found(null, [{ address: "127.0.0.1", family: 4 }]);
        },
      }),
    },
  });
});
afterEach(async () => {
  client.destroy();
  await server.stop();
});

const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: `e:event-${String(index)}`,
    value: `{"n":${String(index)}}`,
  }));

const updates = () => server.seen.filter(({ method }) => method === "POST");

describe("the gate's entries in CloudFront's key value store", () => {
  it("are written 50 at a time, each update for the version the last one made, and read page by page", async () => {
    const gate = keyValueStore(client, server.arn);
    server.put("old", "x");
    expect(await gate.write({ puts: entries(120), deletes: ["old"] }, await gate.read())).toBe("written");
    expect(updates().map(({ ifMatch }) => ifMatch)).toEqual(["KV2", "KV3", "KV4", "KV5"]);
    const seen = await gate.read();
    expect([...seen.entries]).toEqual(entries(120).map(({ key, value }) => [key, value]));
    expect(seen.version).toBe("KV6");
  });

  it("are not touched where nothing is to be changed", async () => {
    const gate = keyValueStore(client, server.arn);
    expect(await gate.write({ puts: [], deletes: [] }, await gate.read())).toBe("written");
    expect(updates()).toEqual([]);
  });

  it("are not written over what somebody else has written since they were read, or while they were", async () => {
    const gate = keyValueStore(client, server.arn);
    const seen = await gate.read();
    server.put("e:event-0", "somebody else's");
    expect(await gate.write({ puts: entries(1), deletes: [] }, seen)).toBe("conflict");
    server.before(({ method, path }) => {
      if (method === "GET" && path.includes("/keys")) server.put("e:event-0", "meanwhile");
    });
    const mixed = await gate.read();
    server.before(undefined);
    expect(await gate.write({ puts: entries(1), deletes: [] }, mixed)).toBe("conflict");
    expect(server.entries.get("e:event-0")).toBe("meanwhile");
  });

  it("are written by an update whose answer was lost, and the repetition counts as a conflict", async () => {
    const gate = keyValueStore(client, server.arn);
    const seen = await gate.read();
    server.before(({ method }) => {
      if (method !== "POST") return;
      server.before(undefined);
      server.put("e:event-0", '{"n":0}');
      server.fail(500, 1);
    });
    expect(await gate.write({ puts: entries(1), deletes: [] }, seen)).toBe("conflict");
    expect((await gate.read()).entries.get("e:event-0")).toBe('{"n":0}');
  });

  it.each([409, 412])("conflict whatever the error is called, if its status is %d", async (status) => {
    const gate = keyValueStore(client, server.arn);
    const seen = await gate.read();
    server.fail(status, 2);
    expect(await gate.write({ puts: entries(1), deletes: [] }, seen)).toBe("conflict");
  });

  it("fail where the store does", async () => {
    const gate = keyValueStore(client, server.arn);
    const seen = await gate.read();
    server.fail(500, 2);
    await expect(gate.write({ puts: entries(1), deletes: [] }, seen)).rejects.toThrow();
    const long = { key: "e:event-0", value: "x".repeat(1_025) };
    await expect(gate.write({ puts: [long], deletes: [] }, seen)).rejects.toThrow();
  });
});
