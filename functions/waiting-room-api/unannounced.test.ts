import { describe, expect, it } from "vitest";
import { anApi, aRequest, shop } from "../../test/support/waiting-room/api";
import { routes, type RouteName } from "./routes";

const visitors = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].audience === "public");

describe("an event that is not announced yet", () => {
  it.each(visitors)("is to visitors what an unknown one is, whatever they ask: %s", async (name) => {
    const verifyProof = () => Promise.resolve(false);
    const api = anApi({ verifyProof });
    await api.create();
    api.writes.length = 0;
    const ask = (event: string) =>
      api.send({
        ...aRequest(routes[name].method, routes[name].path.replace("{ev}", event)),
        headers: { origin: shop },
        body: JSON.stringify(
          name === "join" ? { rid: "q".repeat(22) } : name === "rejoin" ? { rid2: "q".repeat(22) } : {},
        ),
      });
    const [draft, unknown] = [await ask("spring-sale"), await ask("winter-sale")];

    expect({ ...draft, cookies: named(draft.cookies) }).toEqual({
      ...unknown,
      cookies: named(unknown.cookies),
    });
    expect(draft.status).toBe(name === "leave" ? 204 : 404);
    expect(api.writes).toEqual([]);
  });
});

/** The cookie that leaving takes away is called as the request called the event. */
function named(cookies: readonly string[]): readonly string[] {
  return cookies.map((cookie) => cookie.replace(/_a_[a-z-]+=/, "_a_="));
}
