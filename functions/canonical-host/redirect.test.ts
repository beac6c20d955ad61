import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cloudFrontEvent,
  lambdaEdgeEvent,
  type Visit,
} from "../../test/support/waiting-room/cloudfront-event";
import { inNjs, inNode, inVm } from "../../test/support/waiting-room/edge-runtimes";
import { entriesOf } from "../../test/support/waiting-room/gate-situation";
import { present } from "../../test/support/waiting-room/key-ring";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { edgeHandler } from "../admission-gate/lambda-edge";
import { bundleEdge, edgeFunctions } from "../bundle-edge";
import { canonicalHostOf, movedTo } from "./redirect";

const njs = requireTool("njs", "njs");

const atWww = (visit: Visit = {}): Visit => ({
  ...visit,
  headers: { ...visit.headers, host: "www.shop.example" },
});
const call = (visit: Visit) => ({ event: cloudFrontEvent(visit), entries: entriesOf() });
const many = (count: number) => ({ q: Array.from({ length: count }, () => "a") });

const moved = (location: string) => ({
  statusCode: 301,
  headers: { "cache-control": { value: "no-store" }, location: { value: location } },
});

const table: readonly (readonly [what: string, visit: Visit, outcome: object])[] = [
  ["the site itself", atWww({ uri: "/" }), moved("https://shop.example/")],
  [
    "a page with its query",
    atWww({ uri: "/booking/a%2Fb", query: { seat: ["12", "13"], q: "a%20b", flag: "" } }),
    moved("https://shop.example/booking/a%2Fb?seat=12&seat=13&q=a%20b&flag"),
  ],
  [
    "a waiting page, whatever its cookies",
    atWww({ uri: "/vwr/concert-a/", cookies: { "__Host-vwr_d": "A".repeat(22) } }),
    moved("https://shop.example/vwr/concert-a/"),
  ],
  [
    "a name in capitals",
    { uri: "/a", headers: { host: "WWW.Shop.example" } },
    moved("https://Shop.example/a"),
  ],
  [
    "a hundred values",
    atWww({ uri: "/a", query: many(100) }),
    moved(`https://shop.example/a?${"q=a&".repeat(99)}q=a`),
  ],
  ["more of them than are handed on", atWww({ uri: "/a", query: many(101) }), { statusCode: 400 }],
  ["what is no path", atWww({ uri: "@evil.example/" }), { statusCode: 400 }],
];

/** Hosts of the same distribution that are themselves. */
const own = ["shop.example", "api.shop.example", "wwwshop.example", "d111111abcdef8.cloudfront.net", ""];

describe.each(edgeFunctions)("visitors of the host with www, at %s", (name) => {
  const { code } = bundleEdge(name);

  test.each(table)("%s: they are sent to the site's own host: EDG-02", async (_, visit, outcome) => {
    expect((await inVm(code, [call(visit)]))[0]).toMatchObject(outcome);
  });

  test("others are not", async () => {
    const calls = own.map((host) => call({ uri: "/vwr/concert-a/", headers: { host } }));
    const statuses = (await inVm(code, calls)).map((one) =>
      "statusCode" in one ? one.statusCode : "goes on",
    );
    expect(statuses).not.toContain(301);
    expect(statuses).not.toContain(400);
  });

  test("Node answers alike", async () => {
    const calls = table.map(([, visit]) => call(visit));
    expect(await inNode(code, calls)).toEqual(await inVm(code, calls));
  });

  test.skipIf(njs === undefined)("njs answers alike", async () => {
    const calls = table.map(([, visit]) => call(visit));
    expect(await inNjs(njs ?? "")(code, calls)).toEqual(await inVm(code, calls));
  });
});

test("Lambda@Edge answers like the functions", async () => {
  const readEntry = (key: string) => Promise.resolve(entriesOf()[key]);
  const clock = { now: () => present };
  const handler = edgeHandler({ readEntry, clock, servesFiles: false, log: () => undefined });
  const calls = table.map(([, visit]) => call(visit));
  const answers = await Promise.all(calls.map(({ event }) => handler(lambdaEdgeEvent(event))));
  const expected = (await inVm(bundleEdge("admission-gate").code, calls)).map((outcome) =>
    "statusCode" in outcome ? [String(outcome.statusCode), outcome.headers["location"]?.value] : outcome,
  );
  expect(
    answers.map((answer) =>
      answer && "status" in answer ? [answer.status, answer.headers?.["location"]?.[0]?.value] : answer,
    ),
  ).toEqual(expected);
});

describe("where a visitor of another host is sent", () => {
  // To a URL, a name that ends in a number is an address.
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const domain = fc.tuple(label, label).map((labels) => labels.join("."));
  const odd = fc.string({
    unit: fc.constantFrom("/", "\\", "@", ":", "?", "#", "%2f", ".", "\t", "\r\n", "e", "é"),
  });

  test("is the same host without www, with the whole path and query, or nowhere", () => {
    fc.assert(
      fc.property(domain, odd, fc.option(odd, { nil: undefined }), (own, uri, query) => {
        const { status, headers } = movedTo(canonicalHostOf(`www.${own}`) ?? "none", uri, query);
        if (status === 400) return;
        const whole = query ? `${uri}?${query}` : uri;
        expect([status, headers["location"]]).toEqual([301, `https://${own}${whole}`]);
        expect(new URL(headers["location"] ?? "").host).toBe(own);
      }),
      { numRuns: 2_000 },
    );
  });

  test("no ordinary address is refused", () => {
    fc.assert(
      fc.property(fc.webPath({ size: "small" }), fc.webQueryParameters({ size: "small" }), (path, query) => {
        fc.pre(path.startsWith("/") && !path.startsWith("//"));
        expect(movedTo("shop.example", path, query).status).toBe(301);
      }),
    );
  });

  test.each(["www.", "www.a/b", "www.a@b", "www.a b", "www.a:443", "ww.shop.example", "shop.example"])(
    "a request for %s is at no other host",
    (host) => {
      expect(canonicalHostOf(host)).toBeUndefined();
    },
  );
});
