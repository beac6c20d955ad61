import type { CloudFrontRequestResult } from "aws-lambda";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudFrontEvent, lambdaEdgeEvent } from "../../test/support/waiting-room/cloudfront-event";
import { cookiesWith, deviceSecret } from "../../test/support/waiting-room/gate-situation";
import { admissionClaims, syntheticKey, syntheticRing } from "../../test/support/waiting-room/key-ring";
import {
  startSecretsManager,
  type SecretsManagerServer,
} from "../../test/support/waiting-room/secrets-manager";
import { systemClock } from "../waiting-room/clock";
import { eventConfigSchema } from "../waiting-room/event/config";
import { gateEntries, routesEntry } from "../waiting-room/gate/entries";
import type { KeyRing } from "../waiting-room/tokens/key-ring";
import { mintAdmission } from "../waiting-room/tokens/mint";
import { deviceTag } from "../waiting-room/tokens/verify";
import { bundleLambdaEdge, maxLambdaEdgeBytes, type LambdaEdgeBundle } from "./bundle-lambda-edge";
import { secretTimeouts, viewerRequestMs } from "./secret-timeouts";

const now = systemClock.now();
const rings = ["k1", "k2"].map((kid) =>
  syntheticRing({ current: kid, masters: { [kid]: syntheticKey(kid) } }),
);

function entriesText(ring: KeyRing): string {
  const config = eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: now + 3_600_000 });
  const event = gateEntries("concert-a", { mode: "QUEUE", config, enforceFrom: 0 }, ring, now);
  const entries = [routesEntry([{ path: "/booking", event: "concert-a" }]), ...event];
  return JSON.stringify(Object.fromEntries(entries.map(({ key, value }) => [key, value])));
}

function visitWith(ring: KeyRing) {
  const device = { mode: "device", deviceSecret, userAgent: "", network: "" } as const;
  const i = Math.floor(now / 1_000);
  const d = deviceTag(device, ring);
  const token = mintAdmission(admissionClaims({ i, x: i + 600, d }), ring);
  return lambdaEdgeEvent(cloudFrontEvent({ cookies: cookiesWith(token) }));
}

describe("the gate's code for Lambda@Edge", () => {
  let server: SecretsManagerServer;
  let bundle: LambdaEdgeBundle;
  let code: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "urr-lambda-edge-"));
    server = await startSecretsManager({ status: 500 });
    bundle = bundleLambdaEdge("gate-entries");
    code = bundle.files["index.js"];
    writeFileSync(join(folder, "index.js"), code);
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a process that has just started, like a new edge location. */
  async function statuses(events: readonly unknown[]): Promise<unknown> {
    const script = `const { handler } = require("./index.js");
      const events = ${JSON.stringify(events)};
      Promise.all(events.map((event) => handler(event)))
        .then((results) => process.stdout.write(JSON.stringify(results)));`;
    const child = spawn(process.execPath, ["-e", script], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        AWS_REGION: "eu-west-1",
        AWS_ENDPOINT_URL_SECRETS_MANAGER: server.endpoint,
        AWS_ACCESS_KEY_ID: "synthetic",
        AWS_SECRET_ACCESS_KEY: "synthetic",
      },
    });
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const lines = text.split("\n");
    const results = JSON.parse(lines.at(-1) ?? "") as readonly NonNullable<CloudFrontRequestResult>[];
    return results.map((result) => ("status" in result ? result.status : "goes on"));
  }

  test("fits what a viewer-request function may have", () => {
    expect(bundle.bytes).toBeLessThanOrEqual(maxLambdaEdgeBytes);
    expect(gzipSync(code).length).toBeLessThan(maxLambdaEdgeBytes / 2);
  });

  test("holds the name of a secret and no key, and follows a rotation as it is (WEA-08, WKN-08)", async () => {
    for (const ring of rings) {
      for (const key of [...Object.values(ring.masters), ring.fingerprintKey])
        expect(code).not.toContain(key);
    }
    expect(code).toContain('"gate-entries"');
    const visits = rings.map(visitWith);
    const found: unknown[] = [];
    for (const ring of rings) {
      server.set({ text: entriesText(ring) });
      found.push(await statuses(visits));
    }
    expect(found).toEqual([
      ["goes on", "302"],
      ["302", "goes on"],
    ]);
    expect(new Set(server.asked)).toEqual(new Set(["gate-entries"]));
  });

  test("has the name of whichever secret it is made for, and no path of the machine that built it", () => {
    const [other] = Object.values(bundleLambdaEdge('a "quoted" $& name').files);
    expect(other).toBe(code.replace('"gate-entries"', () => '"a \\"quoted\\" $& name"'));
    expect(code).not.toContain(process.cwd());
  });

  test("is told whether a path is to become the name of a file, and is the same code otherwise", () => {
    const ofFiles = bundleLambdaEdge("gate-entries", true).files["index.js"];
    expect(ofFiles === code.replace("servesFiles:!1", "servesFiles:!0")).toBe(true);
    expect(ofFiles === code).toBe(false);
  });

  test("asks us-east-1 for it, wherever it runs: ENV-12", () => {
    expect(new Set(server.signedFor)).toEqual(new Set(["us-east-1"]));
  });

  test("lets nobody in while it cannot read its entries", async () => {
    server.set({ status: 500 });
    expect(await statuses(rings.map(visitWith))).toEqual(["503", "503"]);
  });

  test("answers in its five seconds if Secrets Manager does not answer at all", async () => {
    const { connectionMs, requestMs, tries } = secretTimeouts;
    expect(tries * (connectionMs + requestMs)).toBeLessThanOrEqual(0.7 * viewerRequestMs);
    server.set({ silent: true });
    const before = server.asked.length;
    const started = performance.now();
    expect(await statuses(rings.map(visitWith))).toEqual(["503", "503"]);
    expect(performance.now() - started).toBeLessThan(viewerRequestMs);
    expect(server.asked.length - before).toBe(tries);
  });
});
