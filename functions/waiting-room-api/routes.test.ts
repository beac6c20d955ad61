import { describe, expect, it } from "vitest";
import { anApi, aRequest, codeOf, sale, shop } from "../../test/support/waiting-room/api";
import { faultyStore, type Fault } from "../../test/support/waiting-room/faulty-store";
import { operatorCases } from "../../test/support/waiting-room/operator-cases";
import { visitorCases, type Case } from "../../test/support/waiting-room/visitor-cases";
import { MemoryStore } from "../waiting-room/store/memory";
import { refusalSchema } from "./answers";
import type { ApiRequest } from "./http";
import type { Route } from "./route";
import { routes, type RouteName } from "./routes";

const table = Object.entries(routes) as [RouteName, Route][];

/** A request that gets as far as the store, on whichever route. */
function aSoundRequest(name: RouteName, event = sale): ApiRequest {
  const { method, path, audience } = routes[name];
  const bodies: Partial<Record<RouteName, object>> = {
    join: { rid: "q".repeat(22) },
    rejoin: { rid2: "q".repeat(22) },
    revoke: { e: 1, requestId: "one" },
    complete: { e: 1, requestId: "one" },
    create: { rate: 1, capacity: 1, closeAt: 8_000_000_000_000 },
    writeConfig: { rate: 1, capacity: 1, closeAt: 8_000_000_000_000 },
  };
  return {
    ...aRequest(
      method,
      path.replace("{ev}", event).replace("{sub}", "s".repeat(22)),
      JSON.stringify(bodies[name] ?? {}),
    ),
    headers: { origin: shop, "if-match": '"1"' },
    isOperator: audience === "internal",
  };
}

async function withStore(name: RouteName, fault: Fault) {
  const store = faultyStore(new MemoryStore(), { fault: () => fault });
  return anApi({ sleep: () => Promise.resolve() }, store).send(aSoundRequest(name));
}

function broken(name: RouteName) {
  const store = new Proxy(new MemoryStore(), {
    get: () => () => {
      throw new TypeError("broken");
    },
  });
  return anApi({}, store).send(aSoundRequest(name));
}

/** What leads to the refusals that routes share. */
const shared: Readonly<Record<string, (name: RouteName) => ReturnType<Case>>> = {
  "400 BAD_JSON": (name) => anApi().send({ ...aSoundRequest(name), body: "[]" }),
  "400 TOO_LARGE": (name) => {
    const { maxBytes = 0 } = (routes[name] as Route).body ?? {};
    return anApi().send({ ...aSoundRequest(name), body: JSON.stringify({ rid: "q".repeat(maxBytes) }) });
  },
  "403 FORBIDDEN": (name) =>
    anApi({ originSecrets: () => Promise.resolve(["the edge is here"]) }).send({
      ...aSoundRequest(name),
      isOperator: false,
    }),
  "404 NOT_FOUND": (name) => anApi().send(aSoundRequest(name, "Spring_Sale")),
  "405 METHOD_NOT_ALLOWED": (name) => anApi().send({ ...aSoundRequest(name), method: "DELETE" }),
  "429 THROTTLED": (name) => withStore(name, "throttled"),
  "500 INTERNAL": broken,
  "503 STORE": (name) => withStore(name, "unavailable"),
};

const own: Readonly<Record<string, Case>> = { ...visitorCases, ...operatorCases };

const declared = table.flatMap(([name, { answers, refusals }]) => [
  ...Object.keys(answers).map((status) => ({ name, status: Number(status), code: undefined })),
  ...refusals.map(({ status, code }) => ({ name, status, code })),
]);

function caseOf({ name, status, code }: (typeof declared)[number]): Case | undefined {
  const what = code === undefined ? String(status) : `${String(status)} ${code}`;
  const common = shared[what];
  return own[`${name} ${what}`] ?? (common && (() => common(name)));
}

describe("the table of routes", () => {
  it("declares nothing without a case that leads to it, and no case leads elsewhere", () => {
    const names = declared.map(({ name, status, code }) => [name, status, code].filter(Boolean).join(" "));

    expect(declared.filter((one) => caseOf(one) === undefined)).toEqual([]);
    expect(Object.keys(own).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(declared)("is true: $name answers $status $code (UNS-08)", async (one) => {
    const response = await caseOf(one)?.();
    expect(response).toMatchObject({ status: one.status });
    if (response === undefined) return;
    expect(codeOf(response)).toBe(one.code);

    const schema = one.code === undefined ? (routes[one.name] as Route).answers[one.status] : refusalSchema;
    const wrong = schema === undefined ? response.body : schema.safeParse(JSON.parse(response.body)).error;
    expect(wrong ?? "").toBe("");
  });

  it.each(declared)("lets a cache keep nothing but the status: $name $status $code", async (one) => {
    const response = await caseOf(one)?.();
    const isPublic = one.name === "status" && one.code === undefined;

    expect(response?.headers["cache-control"]).toBe(
      isPublic ? "public, max-age=1, s-maxage=1, stale-while-revalidate=5, stale-if-error=60" : "no-store",
    );
  });

  it.each(declared)("lets no browser guess what it is: $name $status $code", async (one) => {
    expect((await caseOf(one)?.())?.headers["x-content-type-options"]).toBe("nosniff");
  });

  it.each(["429 THROTTLED", "503 STORE"])("says when to come back: %s", async (what) => {
    expect((await shared[what]?.("join"))?.headers["retry-after"]).toMatch(/^[1-9]\d*$/);
  });

  it("names the methods there are for a path", async () => {
    const response = await anApi().send(aRequest("DELETE", `/vwr/internal/events/${sale}/config`));

    expect(response.headers["allow"]).toBe("GET, PUT");
  });

  it("has no event that is called like the operators' folder", async () => {
    const request = { ...aSoundRequest("create", "internal"), isOperator: true };

    expect((await anApi().send(request)).status).toBe(404);
  });

  it("has one route for a method and a path", () => {
    const keys = table.map(([, { method, path }]) => `${method} ${path}`);

    expect(new Set(keys).size).toBe(keys.length);
  });

  it("shows operators nothing of the lottery's seed", async () => {
    const api = anApi();
    const responses = [
      await api.create(),
      await api.order("GET", "/config"),
      await api.order("POST", "/open"),
    ];
    const seed = (await api.store.readEvent(sale))?.seed ?? "";

    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    for (const { body } of responses) expect(body).not.toContain(seed);
  });
});
