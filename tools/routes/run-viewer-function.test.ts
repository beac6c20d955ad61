import { describe, expect, it } from "vitest";
import { bundleEdge } from "../../functions/bundle-edge";
import { captured } from "../../test/support/resource";
import { exampleGate } from "./example-gate";
import { requestOf, type Asked } from "./request";
import { viewerFunctionsWith } from "./run-viewer-function";
import { viewerEventOf } from "./viewer-event";

const variables = { PROTECTED_PATHS: JSON.stringify([{ path: "/events/*" }]) };
const rotation = captured("aws:lambda/function:Function", "rotation", { environment: { variables } });
const gate = exampleGate([rotation], Date.now());
const run = viewerFunctionsWith(gate.entries);

const page = { accept: "text/html", "sec-fetch-mode": "navigate" };
const seats = { path: "/events/concert-a/seats", query: "lang=ko", headers: page };

const asked: readonly (readonly [string, Partial<Asked>, object])[] = [
  ["passes what is not protected", { path: "/about", query: "a=1&a=2" }, { uri: "/about" }],
  ["sends browsers to the waiting room", seats, { statusCode: 302 }],
  ["refuses scripts", { ...seats, headers: { accept: "application/json" } }, { statusCode: 403 }],
  [
    "lets in who is admitted, and says so",
    { ...seats, cookies: gate.cookies },
    { headers: { "x-vwr-event": { value: "concert-a" } } },
  ],
  ["believes nobody else who says so", { headers: { "x-vwr-sub": "me" } }, { headers: { host: {} } }],
  ["refuses strange paths", { path: "/events/concert-a%2fseats" }, { statusCode: 400 }],
];

describe.each([
  ["the gate's own code", bundleEdge("admission-gate").code],
  ["the gate at Lambda@Edge", undefined],
])("%s", (_, code) => {
  it.each(asked)("%s", async (_what, request, expected) => {
    const event = viewerEventOf(requestOf({ host: "shop.example", ...request }));
    const outcome = await run({ name: "gate", code, servesFiles: false }, event);
    expect(outcome).toMatchObject(expected);
    expect(outcome.headers["x-vwr-sub"]?.value).not.toBe("me");
    // Whoever runs it: the other form says the same.
    const other = { name: "gate", code: bundleEdge("admission-gate").code, servesFiles: false };
    const { headers } = await run(other, event);
    expect(outcome.headers).toEqual(headers);
  });
});

describe("the gate at Lambda@Edge, before a bucket", () => {
  it("makes one page of all addresses, as the function does", async () => {
    const event = viewerEventOf(requestOf({ host: "shop.example", path: "/about" }));
    const own = bundleEdge("gated-site-files").code;
    for (const code of [undefined, own]) {
      expect(await run({ name: "gate", code, servesFiles: true }, event)).toMatchObject({
        uri: "/index.html",
      });
    }
  });
});
