import { describe, expect, test } from "vitest";
import { cloudFrontEvent, fetching, type Visit } from "../../test/support/waiting-room/cloudfront-event";
import { inNjs, inNode, inVm, type Outcome } from "../../test/support/waiting-room/edge-runtimes";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { bundleEdge } from "../bundle-edge";

const njs = requireTool("njs", "njs");
const router = bundleEdge("waiting-page-router").code;
const call = (visit: Visit) => ({ event: cloudFrontEvent(visit), entries: {} });

async function outcomeOf(visit: Visit): Promise<Outcome | undefined> {
  return (await inVm(router, [call(visit)]))[0];
}

const objects = [
  ["/vwr/concert-a/", "/vwr/_page/index.html"],
  ["/vwr/concert-b/", "/vwr/_page/index.html"],
  ["/vwr/concert-a/waiting-page.0a1b.js", "/vwr/_page/waiting-page.0a1b.js"],
  ["/vwr/_page/waiting-page.0a1b.js", "/vwr/_page/waiting-page.0a1b.js"],
] as const;

const unknown = [
  "/",
  "/vwr",
  "/vwr/",
  "/vwr/x/",
  "/vwr/Concert-A/",
  "/vwr/-concert/",
  `/vwr/${"a".repeat(41)}/`,
  "/vwr/internal/",
  "/vwr/_page",
  "/vwr/_page/",
  "/vwr/__proto__/",
  "/vwr/../",
  "/vwr/%2e%2e/",
  "/vwr/concert-a/..",
  "/vwr/concert-a/.env",
  "/vwr/concert-a/a/b",
  "/vwr/concert-a//",
  "//vwr/concert-a/",
  "/vwr/concert%2da/",
];

describe("the router of the waiting pages", () => {
  test.each(objects)("takes %s from %s, the same for all events (QUE-35)", async (uri, object) => {
    const outcome = await outcomeOf({ uri, query: { next: "%2Fbooking", lang: "ko" } });
    expect(outcome).toMatchObject({ uri: object, querystring: { lang: { value: "ko" } } });
  });

  test("gives a page one address, and forgets nothing of the query", async () => {
    const outcome = await outcomeOf({
      uri: "/vwr/concert-a",
      query: { next: "%2Fbooking%3Fa%3D1", lang: "ko" },
    });
    expect(outcome).toMatchObject({
      statusCode: 302,
      headers: { location: { value: "/vwr/concert-a/?next=%2Fbooking%3Fa%3D1&lang=ko" } },
    });
  });

  test.each(unknown)("knows no page at %s", async (uri) => {
    const page = await outcomeOf({ uri });
    const data = await outcomeOf({ uri, headers: fetching });
    expect(page).toMatchObject({ statusCode: 404, headers: { "cache-control": { value: "no-store" } } });
    expect(page).toHaveProperty("body.data", expect.stringContaining("<!doctype html>"));
    expect(data).toMatchObject({ statusCode: 404 });
    expect(data).toHaveProperty("body.data", expect.stringContaining('"NOT_FOUND"'));
  });

  const calls = [...objects.map(([uri]) => uri), ...unknown, "/vwr/concert-a"].flatMap((uri) => [
    call({ uri }),
    call({ uri, headers: fetching, cookies: undefined }),
  ]);

  test("answers alike in a bare context and in Node", async () => {
    expect(await inVm(router, calls)).toEqual(await inNode(router, calls));
  });

  test.skipIf(njs === undefined)("answers alike in njs and in Node", async () => {
    expect(await inNjs(njs ?? "")(router, calls)).toEqual(await inNode(router, calls));
  });
});
