import type { RouteName } from "../../../functions/waiting-room-api/routes";
import { MemoryStore } from "../../../functions/waiting-room/store/memory";
import type { Store } from "../../../functions/waiting-room/store/store";
import { visitorOf } from "../../../functions/waiting-room/visit/visitor";
import { anApi, sale } from "./api";
import { beginning } from "./an-event";
import type { Case } from "./visitor-cases";

const settings = { rate: 20, capacity: 200, closeAt: beginning + 86_400_000 };

async function created(store: Store = new MemoryStore()) {
  const api = anApi({}, store);
  await api.create();
  return api;
}

async function inside() {
  const api = await created();
  await api.order("POST", "/open");
  const visitor = api.browser();
  const { ticket } = await visitor.join();
  await api.run(6_000);
  await visitor.admit(ticket);
  return api;
}

/** A store in which, once told so, somebody else is always faster. */
function contested() {
  const store = new MemoryStore();
  const told = { isContested: false };
  const updateEvent: Store["updateEvent"] = (...update) =>
    told.isContested ? Promise.resolve("conflict") : store.updateEvent(...update);
  return { told, store: Object.assign(Object.create(store) as Store, { updateEvent }) };
}

const ended = async () => {
  const api = await created();
  await api.order("POST", "/end");
  return api;
};

type Move = Extract<RouteName, "open" | "pause" | "resume" | "end">;

/** What leads to the state in which the move is legal. */
const before: Readonly<Record<Move, readonly string[]>> = {
  open: [],
  pause: ["/open"],
  resume: ["/open", "/pause"],
  end: [],
};

function casesOf(move: Move): Readonly<Record<string, Case>> {
  return {
    [`${move} 200`]: async () => {
      const api = await created();
      for (const path of before[move]) await api.order("POST", path);
      return api.order("POST", `/${move}`);
    },
    [`${move} 409 CONFLICT`]: async () => {
      const { store, told } = contested();
      const api = await created(store);
      for (const path of before[move]) await api.order("POST", path);
      told.isContested = true;
      return api.order("POST", `/${move}`);
    },
  };
}

/** Every answer of the operators' routes that is theirs alone, and what leads to it. */
export const operatorCases: Readonly<Record<string, Case>> = {
  "create 201": () => anApi().order("PUT", "", settings),
  "create 400 BAD_CONFIG": () => anApi().order("PUT", "", { ...settings, capacity: 0 }),
  "create 409 EXISTS": async () => (await created()).order("PUT", "", settings),

  "readConfig 200": async () => (await created()).order("GET", "/config"),

  "writeConfig 200": async () => (await created()).order("PUT", "/config", settings, { "if-match": '"1"' }),
  "writeConfig 400 BAD_CONFIG": async () =>
    (await created()).order("PUT", "/config", { ...settings, joinStore: "none" }, { "if-match": '"1"' }),
  "writeConfig 409 ILLEGAL_MOVE": async () =>
    (await ended()).order("PUT", "/config", settings, { "if-match": '"2"' }),
  "writeConfig 412 VERSION_GONE": async () =>
    (await created()).order("PUT", "/config", settings, { "if-match": '"2"' }),
  "writeConfig 428 VERSION_REQUIRED": async () => (await created()).order("PUT", "/config", settings),

  ...casesOf("open"),
  ...casesOf("pause"),
  ...casesOf("resume"),
  ...casesOf("end"),
  "open 400 BAD_FIELDS": async () => (await created()).order("POST", "/open", { to: "ENDED" }),
  "open 409 ILLEGAL_MOVE": async () => (await ended()).order("POST", "/open"),
  "pause 409 ILLEGAL_MOVE": async () => (await created()).order("POST", "/pause"),
  "resume 409 ILLEGAL_MOVE": async () => (await created()).order("POST", "/resume"),

  "revoke 200": async () => (await inside()).order("POST", "/revoke", { e: 1, requestId: "one" }),
  "revoke 400 BAD_FIELDS": async () =>
    (await inside()).order("POST", "/revoke", { e: "1", requestId: "one" }),
  "revoke 404 NO_VISITOR": async () =>
    (await inside()).order("POST", "/revoke", { sub: "z".repeat(22), requestId: "one" }),
  "revoke 409 ALREADY_DONE": async () => {
    const api = await inside();
    await api.order("POST", "/complete", { e: 1, requestId: "one" });
    return api.order("POST", "/revoke", { e: 1, requestId: "two" });
  },

  "complete 200": async () => (await inside()).order("POST", "/complete", { e: 1, requestId: "one" }),
  "complete 400 BAD_FIELDS": async () => (await inside()).order("POST", "/complete", { e: 1 }),
  "complete 404 NO_VISITOR": async () =>
    (await inside()).order("POST", "/complete", { e: 2, requestId: "one" }),
  "complete 409 REVOKED": async () => {
    const api = await inside();
    await api.order("POST", "/revoke", { e: 1, requestId: "one" });
    return api.order("POST", "/complete", { e: 1, requestId: "two" });
  },

  "session 200": async () => (await inside()).order("GET", `/sessions/${visitorOf(sale, "r".repeat(22))}`),
  "session 404 NO_VISITOR": async () => (await inside()).order("GET", `/sessions/${"z".repeat(22)}`),

  "metrics 200": async () => (await inside()).order("GET", "/metrics"),
};
