import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sale, shop } from "../../test/support/waiting-room/api";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { startDynalite, type LocalDynamo } from "../../test/support/waiting-room/dynalite";
import { syntheticRing } from "../../test/support/waiting-room/key-ring";
import { startSecretsServer } from "../../test/support/waiting-room/secrets-server";
import { bundleFunction } from "../bundle";
import { buildWaitingPage } from "../waiting-page/build";
import { keyRingDocument } from "../waiting-room/tokens/key-ring";
import type { ProxyResult } from "./events";

const edgeSecret = "synthetic-edge-secret";
const rid = "r".repeat(22);
const document = keyRingDocument(syntheticRing({ masters: { k1: syntheticRing().masters["k1"] ?? "" } }));

let dynamo: LocalDynamo;
let secrets: Awaited<ReturnType<typeof startSecretsServer>>;
let api: Deployed;

beforeAll(async () => {
  dynamo = await startDynalite();
  secrets = await startSecretsServer({ ring: JSON.stringify(document), edge: JSON.stringify([edgeSecret]) });
  const page = JSON.stringify(buildWaitingPage());
  const environment = {
    // As in Lambda with tracing on; nobody listens to what is traced.
    LAMBDA_TASK_ROOT: "/var/task",
    _X_AMZN_TRACE_ID: "Root=1-00000000-000000000000000000000001;Parent=0000000000000001;Sampled=1",
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    COUNTERS_TABLE: dynamo.tables.counters,
    POSITIONS_TABLE: dynamo.tables.positions,
    KEY_RING_SECRET: "ring",
    ORIGIN_SECRET: "edge",
    ALLOWED_ORIGINS: shop,
    PROXIES_IN_FRONT: "1",
    PAGE_FILE: "page.json",
  };
  api = await Deployed.start(bundleFunction("waiting-room-api"), environment, { "page.json": page });
});

afterAll(async () => {
  await api.stop();
  await secrets.stop();
  await dynamo.stop();
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly userArn?: string;
}

async function send(httpMethod: string, path: string, { headers = {}, body, userArn }: Sent = {}) {
  const all = {
    origin: shop,
    "x-origin-verify": edgeSecret,
    "x-forwarded-for": "203.0.113.77, 192.0.2.1",
    ...headers,
  };
  const result = (await api.invoke({
    httpMethod,
    path,
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: "request-1", identity: { sourceIp: "192.0.2.1", userArn: userArn ?? null } },
  })) as ProxyResult;
  const content = result.body === "" ? {} : (JSON.parse(result.body) as Readonly<Record<string, unknown>>);
  return { ...result, content };
}

const order = (method: string, path: string, body?: object) =>
  send(method, `/vwr/internal/events/${sale}${path}`, {
    userArn: "arn:aws:iam::111122223333:role/operator",
    ...(body === undefined ? {} : { body }),
  });

const post = (action: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  send("POST", `/vwr/v1/events/${sale}/${action}`, { body, headers });

const cookieOf = ({ multiValueHeaders }: ProxyResult) =>
  (multiValueHeaders["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");

/** Logs come by another way than answers, and later. */
async function logged(text: string): Promise<void> {
  await vi.waitFor(() => {
    expect(api.logs).toContain(text);
  });
}

describe("the function as it is deployed, on DynamoDB", () => {
  it("takes a visitor from joining to leaving, while those who ask move the line (UNS-08)", async () => {
    expect(
      (await order("PUT", "", { rate: 50, capacity: 10, tickMs: 1_000, closeAt: 8_000_000_000_000 }))
        .statusCode,
    ).toBe(201);
    expect((await order("POST", "/open")).statusCode).toBe(200);

    const joined = await post("join", { rid });
    expect(joined.statusCode).toBe(201);
    const ticket = String(joined.content["ticket"]);
    const device = cookieOf(joined);
    const bearer = { authorization: `Bearer ${ticket}`, cookie: device };

    const admitted = await vi.waitFor(
      async () => {
        await send("GET", `/vwr/v1/events/${sale}/status`);
        const response = await post("admit", {}, bearer);
        expect(response.statusCode).toBe(200);
        return response;
      },
      { timeout: 20_000, interval: 250 },
    );
    const cookie = `${device}; ${cookieOf(admitted)}`;
    expect((await post("renew", {}, { cookie })).statusCode).toBe(200);
    expect((await post("leave", {}, { cookie })).statusCode).toBe(204);
    expect((await post("admit", {}, bearer)).content).toMatchObject({ error: { code: "ALREADY_DONE" } });
    expect((await order("GET", "/metrics")).content).toMatchObject({ issued: 1, served: 1 });

    await logged('"route":"metrics"');
    for (const secret of [rid, ticket, device.split("=")[1] ?? "", cookieOf(admitted), "203.0.113.77"]) {
      expect(secret).not.toBe("");
      expect(api.logs).not.toContain(secret);
    }
  });

  it("logs every answer with its request's id, and counts by code", async () => {
    await post("admit", {}, { authorization: "Bearer x" });

    await vi.waitFor(() => {
      const lines = api.logs
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown);
      const answered = { route: "admit", status: 401, code: "BAD_TICKET", reason: "format" };
      expect(lines).toContainEqual(expect.objectContaining({ correlation_id: "request-1", ...answered }));
      expect(lines).toContainEqual(expect.objectContaining({ code: "BAD_TICKET", Refusals: 1 }));
      expect(lines).toContainEqual(expect.objectContaining({ Joins: 1 }));
    });
  });

  it("turns away who does not come through the edge", async () => {
    const response = await send("POST", `/vwr/v1/events/${sale}/join`, {
      body: { rid },
      headers: { "x-origin-verify": "guessed" },
    });

    expect(response.content).toMatchObject({ error: { code: "FORBIDDEN" } });
  });

  it("serves the waiting page on the same host, to a load balancer's event", async () => {
    const result = (await api.invoke({
      httpMethod: "GET",
      path: `/vwr/${sale}/`,
      multiValueHeaders: {},
      body: "",
      isBase64Encoded: false,
      requestContext: { elb: { targetGroupArn: "synthetic" } },
    })) as ProxyResult;

    expect(result.statusCode).toBe(200);
    expect(result.body).toContain("<html");
  });

  it("answers an event that is no request without a word of it", async () => {
    const result = (await api.invoke({ Records: [{ body: "something else" }] })) as ProxyResult;

    expect(result.statusCode).toBe(500);
    await logged("no request");
    expect(api.logs).not.toContain("something else");
  });
});
