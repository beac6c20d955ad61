import type { ApiResponse } from "../../../functions/waiting-room-api/http";
import { visitorOf } from "../../../functions/waiting-room/visit/visitor";
import type { EventConfig } from "../../../functions/waiting-room/event/config";
import { anOpenSale, sale } from "./api";

export type Case = () => Promise<ApiResponse>;

/** A visitor whose turn it is. */
async function called(config: Partial<EventConfig> = {}) {
  const api = await anOpenSale(config);
  const visitor = api.browser();
  const { ticket } = await visitor.join();
  await api.run(6_000);
  return { api, visitor, ticket };
}

async function admitted(config: Partial<EventConfig> = {}) {
  const visit = await called(config);
  await visit.visitor.admit(visit.ticket);
  return visit;
}

/** A visitor who has not come when called: neither slot nor place are left. */
async function lapsed(config: Partial<EventConfig> = {}) {
  const visit = await called({ promptMs: 10_000, graceMs: 20_000, ...config });
  await visit.api.run(60_000);
  return { ...visit, rejoin: () => again(visit) };
}

const again = ({ visitor, ticket }: Awaited<ReturnType<typeof called>>) =>
  visitor.post("rejoin", { rid2: "s".repeat(22) }, visitor.ticketed(ticket));

/** Every answer of the visitors' routes that is theirs alone, and what leads to it. */
export const visitorCases: Readonly<Record<string, Case>> = {
  "status 200": async () => (await anOpenSale()).status(),
  "status 304": async () => {
    const api = await anOpenSale();
    const { headers } = await api.status();
    return api.status({ "if-none-match": `W/"other", ${headers["etag"] ?? ""}` });
  },

  "join 201": async () => (await anOpenSale()).browser().post("join", { rid: "q".repeat(43) }),
  "join 200": async () => {
    const visitor = (await anOpenSale()).browser();
    await visitor.join();
    return visitor.post("join", { rid: "r".repeat(22) });
  },
  "join 400 BAD_RID": async () => (await anOpenSale()).browser().post("join", { rid: "q".repeat(21) }),
  "join 403 PROOF_REQUIRED": async () => {
    const verifyProof = ({ proof }: { readonly proof: string | undefined }) =>
      Promise.resolve(proof === "42");
    const api = await anOpenSale({}, { verifyProof });
    return api.browser().post("join", { rid: "q".repeat(22), proof: "41" });
  },
  "join 409 ENDED": async () => {
    const api = await anOpenSale();
    await api.order("POST", "/end");
    return api.browser().post("join", { rid: "q".repeat(22) });
  },
  "join 409 QUEUE_FULL": async () => {
    const api = await anOpenSale({ maxQueue: 1 });
    await api.browser().join();
    return api.browser().post("join", { rid: "q".repeat(22) });
  },

  "rejoin 200": async () => (await lapsed()).rejoin(),
  "rejoin 400 BAD_RID": async () => {
    const { visitor, ticket } = await called();
    return visitor.post("rejoin", { rid2: 7 }, visitor.ticketed(ticket));
  },
  "rejoin 401 BAD_TICKET": async () =>
    (await anOpenSale()).browser().post("rejoin", { rid2: "s".repeat(22) }),
  "rejoin 403 CLIENT_MISMATCH": async () => {
    const { api, ticket } = await lapsed();
    return again({ api, visitor: api.browser(), ticket });
  },
  "rejoin 409 STILL_VALID": async () => again(await called()),
  "rejoin 409 ALREADY_DONE": async () => {
    const visit = await admitted({ promptMs: 10_000, graceMs: 20_000 });
    await visit.api.run(60_000);
    return again(visit);
  },
  "rejoin 409 TOO_MANY": async () => (await lapsed({ maxRejoins: 0 })).rejoin(),
  "rejoin 409 QUEUE_FULL": async () => (await lapsed({ maxQueue: 1 })).rejoin(),
  "rejoin 410 ENDED": async () => {
    const { api, rejoin } = await lapsed();
    await api.order("POST", "/end");
    api.pass(2_000);
    return rejoin();
  },

  "admit 200": async () => {
    const { visitor, ticket } = await called();
    return visitor.admit(ticket);
  },
  "admit 202": async () => {
    const visitor = (await anOpenSale()).browser();
    const { ticket } = await visitor.join();
    return visitor.admit(ticket);
  },
  "admit 400 BAD_FIELDS": async () => {
    const { visitor, ticket } = await called();
    return visitor.admit(ticket, { next: "//evil.example" });
  },
  "admit 401 BAD_TICKET": async () => {
    const { visitor, ticket } = await called();
    return visitor.admit(`${ticket}x`);
  },
  "admit 403 CLIENT_MISMATCH": async () => {
    const { api, ticket } = await called();
    return api.browser().admit(ticket);
  },
  "admit 409 ALREADY_DONE": async () => {
    const { api, visitor, ticket } = await admitted();
    await api.order("POST", "/complete", { e: 1, requestId: "done" });
    return visitor.admit(ticket);
  },
  "admit 409 REVOKED": async () => {
    const { api, visitor, ticket } = await admitted();
    const sub = visitorOf(sale, "r".repeat(22));
    await api.order("POST", "/revoke", { sub, requestId: "back" });
    return visitor.admit(ticket);
  },
  "admit 409 CONFLICT": async () => {
    const { api, visitor, ticket } = await called();
    const now = api.deps.clock.now();
    const times = { issuedAt: now, expiresAt: now + 1_000, maxExpiresAt: now + 1_000 };
    const whose = { visitor: "z".repeat(22), device: "z".repeat(11), id: "z", generation: 0, late: false };
    await api.store.claim(sale, { position: 1, state: "active", ...times, ...whose }, 1);
    return visitor.admit(ticket);
  },
  "admit 410 LAPSED": async () => {
    const { visitor, ticket } = await lapsed();
    return visitor.admit(ticket);
  },
  "admit 410 ENDED": async () => {
    const { api, visitor, ticket } = await called();
    await api.order("POST", "/end");
    api.pass(2_000);
    return visitor.admit(ticket);
  },

  "renew 200": async () => {
    const { visitor } = await admitted();
    return visitor.post("renew", undefined);
  },
  "renew 401 BAD_ADMISSION": async () => (await anOpenSale()).browser().post("renew", undefined),
  "renew 403 CLIENT_MISMATCH": async () => {
    const { visitor } = await admitted();
    for (const [name, value] of visitor.cookies) {
      if (name.endsWith("_d"))
        visitor.cookies.set(
          name,
          value.replace(/^./, (sign) => (sign === "A" ? "B" : "A")),
        );
    }
    return visitor.post("renew", undefined);
  },
  "renew 409 MAX_REACHED": async () => {
    const { visitor } = await admitted({ sessionTtlMs: 30_000, sessionMaxMs: 30_000 });
    return visitor.post("renew", undefined);
  },
  "renew 409 ENDED": async () => {
    const { api, visitor } = await admitted();
    await api.order("POST", "/complete", { e: 1, requestId: "done" });
    return visitor.post("renew", undefined);
  },

  "leave 204": async () => {
    const { visitor } = await admitted();
    return visitor.post("leave", undefined);
  },
};
