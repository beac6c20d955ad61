import { describe, expect, test } from "vitest";
import { cloudFrontEvent, fetching, type Visit } from "../../test/support/waiting-room/cloudfront-event";
import { inNjs, inNode, inVm } from "../../test/support/waiting-room/edge-runtimes";
import { admission, cookiesWith, entriesOf } from "../../test/support/waiting-room/gate-situation";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { bundleEdge } from "../bundle-edge";

const njs = requireTool("njs", "njs");
const alone = bundleEdge("site-files").code;
const gated = bundleEdge("gated-site-files").code;
const call = (visit: Visit) => ({ event: cloudFrontEvent(visit), entries: entriesOf() });

const pages = ["/", "/about", "/about/", "/shows/v1.2/seats", "/shows/12.", "/a.b/c", "/공연", "/%EA%B3%B5"];
const files = [
  "/index.html",
  "/favicon.ico",
  "/static/app.0a1b.js",
  "/fonts/a.WOFF2",
  "/.env",
  "/.well-known/apple-app-site-association",
  "/.well-known/assetlinks.json",
];

describe.each([
  ["alone", alone],
  ["behind the gate", gated],
])("a site that is files, %s", (_, code) => {
  const objectOf = async (visit: Visit) => {
    const [outcome] = await inVm(code, [call(visit)]);
    return outcome && "uri" in outcome ? outcome.uri : outcome;
  };

  test.each(pages)("%s is its one page: CON-28", async (uri) => {
    expect(await objectOf({ uri })).toBe("/index.html");
  });

  test.each(files)("%s is the file of that name", async (uri) => {
    expect(await objectOf({ uri })).toBe(uri);
  });

  test("the query goes on as it came", async () => {
    const [outcome] = await inVm(code, [call({ uri: "/about", query: { q: "1" } })]);
    expect(outcome).toMatchObject({ querystring: { q: { value: "1" } } });
  });

  test("the API's host has no page: what is not there is a 404 in JSON: CON-28", async () => {
    const [outcome] = await inVm(code, [call({ uri: "/about", headers: { host: "api.shop.example" } })]);
    expect(outcome).toMatchObject({
      statusCode: 404,
      headers: { "content-type": { value: "application/json; charset=utf-8" } },
      body: { data: expect.stringContaining('"NOT_FOUND"') as string },
    });
  });

  const calls = [...pages, ...files, "/booking/seats", "/booking.js"].flatMap((uri) => [
    call({ uri }),
    call({ uri, headers: { ...fetching, host: "api.shop.example" }, cookies: undefined }),
    call({ uri, cookies: cookiesWith(admission) }),
  ]);

  test("answers alike in a bare context and in Node", async () => {
    expect(await inVm(code, calls)).toEqual(await inNode(code, calls));
  });

  test.skipIf(njs === undefined)("answers alike in njs and in Node", async () => {
    expect(await inNjs(njs ?? "")(code, calls)).toEqual(await inNode(code, calls));
  });
});

describe("a protected page of a site that is files", () => {
  test("is behind the gate, which judges the address and not the file behind it: SEC-09", async () => {
    const [waiting, admitted, fetched] = await inVm(gated, [
      call({ uri: "/booking/seats" }),
      call({ uri: "/booking/seats", cookies: cookiesWith(admission) }),
      call({ uri: "/booking/seats.json", headers: fetching }),
    ]);
    expect(waiting).toMatchObject({
      statusCode: 302,
      headers: { location: { value: "/vwr/concert-a/?next=%2Fbooking%2Fseats" } },
    });
    expect(admitted).toMatchObject({
      uri: "/index.html",
      headers: { "x-vwr-event": { value: "concert-a" } },
    });
    expect(fetched).toMatchObject({ statusCode: 403 });
  });

  test("is open where there is no gate", async () => {
    const [outcome] = await inVm(alone, [call({ uri: "/booking/seats" })]);
    expect(outcome).toMatchObject({ uri: "/index.html" });
  });
});
