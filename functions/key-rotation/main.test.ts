import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aConfig, aRecord } from "../../test/support/waiting-room/an-event";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { startDynalite, type LocalDynamo } from "../../test/support/waiting-room/dynalite";
import {
  resolvesAnyLocalhost,
  startKeyValueServer,
  type KeyValueServer,
} from "../../test/support/waiting-room/key-value-server";
import {
  startSecretVersions,
  type SecretVersionsServer,
} from "../../test/support/waiting-room/secret-versions-server";
import { bundleFunction } from "../bundle";
import { DynamoStore } from "../waiting-room-store/dynamodb-store";
import { parseKeyRing } from "../waiting-room/tokens/key-ring";

let dynamo: LocalDynamo;
let secrets: SecretVersionsServer;
let store: KeyValueServer;

beforeAll(async () => {
  dynamo = await startDynalite();
  secrets = await startSecretVersions(["ring", "gate"]);
  store = await startKeyValueServer();
  const config = aConfig({ closeAt: Date.now() + 86_400_000 });
  const events = new DynamoStore({ client: dynamo.connect(), tables: dynamo.tables });
  await events.createEvent("autumn-tour", aRecord(config));
});

afterAll(async () => {
  await store.stop();
  await secrets.stop();
  await dynamo.stop();
});

const deploy = (gate: Readonly<Record<string, string>>) =>
  Deployed.start(bundleFunction("key-rotation"), {
    NODE_OPTIONS: resolvesAnyLocalhost,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: store.endpoint,
    COUNTERS_TABLE: dynamo.tables.counters,
    POSITIONS_TABLE: dynamo.tables.positions,
    KEY_RING_SECRET: "ring",
    PROTECTED_PATHS: '[{"path":"/booking","event":"autumn-tour"}]',
    KEY_ROTATION_DAYS: "30",
    ...gate,
  });

describe("the function in a process of its own, as it is bundled", () => {
  it("makes the first ring and the gate's entries, signs for all regions in JavaScript, and does nothing again", async () => {
    const lambda = await deploy({ GATE_STORE_ARN: store.arn });
    const first = await lambda.invoke({});
    const requests = [...store.seen];
    const again = await lambda.invoke({});
    await lambda.stop();

    expect(first).toEqual({ done: ["first ring"], current: "k1", entriesWritten: 3, entriesDeleted: 0 });
    expect([...store.entries.keys()]).toEqual(["k:autumn-tour", "r:", "e:autumn-tour"]);
    expect(again).toEqual({ done: [], current: "k1", entriesWritten: 0, entriesDeleted: 0 });
    expect(requests.map(({ method }) => method)).toEqual(["GET", "GET", "POST"]);
    for (const { authorization, regionSet } of requests) {
      expect(authorization).toMatch(
        /^AWS4-ECDSA-P256-SHA256 Credential=local\/\d{8}\/cloudfront-keyvaluestore\//,
      );
      expect(regionSet).toBe("*");
    }
    const { masters, fingerprintKey } = parseKeyRing(secrets.versions("ring")[0]?.text ?? "");
    for (const key of [...Object.values(masters), fingerprintKey]) {
      expect(lambda.logs).not.toContain(key);
      expect(JSON.stringify([first, ...store.entries])).not.toContain(key);
    }
    expect(lambda.logs).toContain('"Namespace":"WaitingRoom"');
  });

  it("writes the same entries into the secret that Lambda@Edge reads", async () => {
    const lambda = await deploy({ GATE_ENTRIES_SECRET: "gate" });
    await lambda.invoke({ source: "aws.scheduler", detail: {} });
    await lambda.stop();

    expect(JSON.parse(secrets.versions("gate").at(-1)?.text ?? "")).toEqual(
      Object.fromEntries(store.entries),
    );
  });

  it("fails on what is no order, and does nothing", async () => {
    const lambda = await deploy({ GATE_STORE_ARN: store.arn });
    await expect(lambda.invoke({ dorp: "k1" })).rejects.toThrow('{"drop": "<key id>"}');
    await lambda.stop();

    expect(secrets.versions("ring")).toHaveLength(1);
  });
});
