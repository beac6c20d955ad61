import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fetching, navigation, type Visit } from "../../test/support/waiting-room/cloudfront-event";
import { inVm, type Outcome } from "../../test/support/waiting-room/edge-runtimes";
import { admission, cookiesWith, entriesOf, vector } from "../../test/support/waiting-room/gate-situation";
import { bundleEdge } from "../bundle-edge";
import { isOwnPath } from "../waiting-room/gate/own-path";

const gate = bundleEdge("admission-gate").code;

async function answersTo(...visits: readonly Visit[]): Promise<readonly Outcome[]> {
  return inVm(
    gate,
    visits.map((visit) => vector("", 302, visit)),
  );
}

async function locationOf(visit: Visit): Promise<string> {
  const [outcome] = await answersTo(visit);
  return outcome && "statusCode" in outcome ? (outcome.headers["location"]?.value ?? "") : "";
}

describe("a browser that has to wait", () => {
  test("is sent to the waiting page with where it wanted to go, and no cache may keep that", async () => {
    const [outcome] = await answersTo({ query: { seat: ["12", "13"], q: "a%20b", flag: "" } });
    expect(outcome).toEqual({
      statusCode: 302,
      headers: {
        "cache-control": { value: "no-store" },
        location: {
          value: "/vwr/concert-a/?next=%2Fbooking%2Fseats%3Fseat%3D12%26seat%3D13%26q%3Da%2520b%26flag",
        },
      },
    });
  });

  test.each<Visit>([
    { uri: "//booking/evil.example" },
    { uri: "/booking", query: { q: "a b" } },
    { uri: "/booking/\u00e9" },
    { uri: "/booking/a b" },
    { method: "POST" },
    { query: { q: "x".repeat(2_000) } },
  ])("is sent without it if a browser could not or should not be sent there: %j", async (visit) => {
    expect(await locationOf(visit)).toBe("/vwr/concert-a/?next=");
  });

  test("is never sent to another host, whatever it asks for", async () => {
    const odd = fc.string({
      unit: fc.constantFrom("/", "\\", ":", "@", "?", "#", "%2f", "\t", "\r\n", "e", "."),
    });
    const plain = fc.string({ unit: fc.constantFrom("/", ":", "@", "%40", "e", "e.e", "\u00e9") });
    await fc.assert(
      fc.asyncProperty(odd, plain, async (query, rest) => {
        const location = await locationOf({ uri: `/booking/${rest}`, query: { q: query } });
        const page = new URL(location, "https://shop.example");
        const next = page.searchParams.get("next") ?? "";
        expect(page.host).toBe("shop.example");
        expect(new URL(next, "https://shop.example").host).toBe("shop.example");
      }),
      { numRuns: 200 },
    );
  });

  test("is told if the gate is out of order", async () => {
    const { "k:concert-a": _, ...entries } = entriesOf();
    const [outcome] = await inVm(gate, [vector("", 302, {}, entries)]);
    expect(outcome).toHaveProperty(
      "headers.location.value",
      "/vwr/concert-a/?next=%2Fbooking%2Fseats&reason=gate",
    );
  });
});

describe("a script that has to wait", () => {
  test("is told where the waiting room is, in JSON that no cache may keep", async () => {
    const [outcome] = await answersTo({ headers: fetching });
    expect(outcome).toMatchObject({
      statusCode: 403,
      headers: {
        "cache-control": { value: "no-store" },
        "content-type": { value: "application/json; charset=utf-8" },
      },
    });
    const body = outcome && "statusCode" in outcome ? (outcome.body?.data ?? "") : "";
    expect(JSON.parse(body)).toEqual({
      error: { code: "ADMISSION_REQUIRED", message: expect.any(String) as string },
      waitingRoom: "/vwr/concert-a/",
    });
  });

  test("learns nothing of why its admission is refused, and hears nothing of what it sent", async () => {
    const tokens = [
      "",
      "secret-text",
      admission.replace(".k1.", ".k9."),
      `${admission}x`,
      admission.slice(0, -1),
    ];
    const answers = await answersTo(
      ...tokens.map((token) => ({
        headers: fetching,
        cookies: cookiesWith(token),
        uri: "/booking/secret-path",
      })),
      { headers: fetching },
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(JSON.stringify(answers)).not.toContain("secret-");
  });
});

describe("a request that goes on", () => {
  test("has the visitor's headers from the gate and none from outside", async () => {
    const forged = {
      ...navigation,
      "x-vwr-sub": ["me", "you"],
      "x-vwr-other": "1",
      x_vwr_pos: "1",
      "x-vwr-event": "concert-b",
      "x-vwr_sub": "1",
      "x_vwr-sub": "1",
      "x-vw": "kept",
    };
    const [admitted, passed] = await answersTo(
      { headers: forged, cookies: cookiesWith(admission) },
      { headers: forged, uri: "/about" },
    );
    const kept = {
      "x-vw": { value: "kept" },
      host: { value: "shop.example" },
      "user-agent": { value: "A browser" },
    };
    const sent = { accept: { value: navigation.accept }, "sec-fetch-mode": { value: "navigate" }, ...kept };
    const visitor = {
      "x-vwr-event": { value: "concert-a" },
      "x-vwr-sub": { value: "s".repeat(22) },
      "x-vwr-pos": { value: "4711" },
    };
    expect(admitted?.headers).toEqual({ ...sent, ...visitor });
    expect(passed?.headers).toEqual(sent);
  });
});

describe("the origin is told whose gate a request has passed", () => {
  const forged = { ...navigation, "x-vwr-event": "concert-b", x_vwr_event: "concert-b" };
  const at = (situation: Parameters<typeof entriesOf>[0]) =>
    vector("", "passes", { uri: "/events/concert-a/seats", headers: forged }, entriesOf(situation));

  test.each([
    ["before it asks for admissions", at({ mode: "OPEN" })],
    ["while it stands open", at({ openUntil: Number.MAX_SAFE_INTEGER })],
    [
      "as it fails open",
      vector(
        "",
        "degraded",
        { headers: forged },
        { ...entriesOf({ config: { failMode: "open" } }), "k:concert-a": "" },
      ),
    ],
    ["with an admission", vector("", "admitted", { headers: forged, cookies: cookiesWith(admission) })],
  ])("%s", async (_, call) => {
    const [outcome] = await inVm(gate, [call]);
    expect(outcome).not.toHaveProperty("statusCode");
    expect(outcome?.headers["x-vwr-event"]).toEqual({ value: "concert-a" });
    expect(outcome?.headers).not.toHaveProperty("x_vwr_event");
  });

  test("and of none if there was no gate", async () => {
    const [outcome] = await answersTo({ uri: "/about", headers: forged });
    expect(outcome?.headers).not.toHaveProperty("x-vwr-event");
  });
});

test("a path is our own if a browser sent there stays here", () => {
  const url = fc.string({
    unit: fc.constantFrom("/", "\\", "\t", "\n", "a", ":", "@", ".", "?", " "),
    maxLength: 8,
  });
  fc.assert(
    fc.property(url, (path) => {
      fc.pre(isOwnPath(path));
      expect(new URL(path, "https://shop.example").host).toBe("shop.example");
    }),
  );
  expect(["/", "/a?b=c", "/a//b", "/%2f%2fevil"].every(isOwnPath)).toBe(true);
  expect(["", "a", "//evil", "/\\evil", "https://evil", "/\t/evil", "/a b"].some(isOwnPath)).toBe(false);
});
