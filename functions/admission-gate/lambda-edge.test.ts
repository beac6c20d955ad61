import { describe, expect, test } from "vitest";
import { lambdaEdgeEvent } from "../../test/support/waiting-room/cloudfront-event";
import { inVm } from "../../test/support/waiting-room/edge-runtimes";
import {
  admission,
  cookiesWith,
  vector,
  type GateVector,
} from "../../test/support/waiting-room/gate-situation";
import { gateVectors } from "../../test/support/waiting-room/gate-vectors";
import { present } from "../../test/support/waiting-room/key-ring";
import { bundleEdge } from "../bundle-edge";
import { edgeHandler } from "./lambda-edge";
import { isGateHeader } from "./request";

/*
 * What CloudFront takes back from a viewer-request function; anything else is an error 502 to the visitor:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */

async function answersTo(vectors: readonly GateVector[], servesFiles = false) {
  return Promise.all(
    vectors.map(async ({ event, entries }) => {
      const readEntry = (key: string) => Promise.resolve(entries[key]);
      const clock = { now: () => present };
      const handler = edgeHandler({ readEntry, clock, servesFiles, log: () => undefined });
      const asked = lambdaEdgeEvent(event);
      return { sent: asked.Records[0]?.cf.request, result: await handler(asked) };
    }),
  );
}

describe("what the gate at Lambda@Edge gives back", () => {
  test("a request is as it came, with no header more than the gate's own: EDG-20", async () => {
    const requests = (await answersTo(gateVectors)).flatMap(({ sent, result }) =>
      sent && result && "uri" in result ? [{ sent, result }] : [],
    );
    expect(requests.length).toBeGreaterThan(20);
    for (const { sent, result } of requests) {
      const others = (headers: object) => Object.entries(headers).filter(([name]) => !isGateHeader(name));
      expect(others(result.headers)).toEqual(others(sent.headers));
      expect({ ...result, headers: {} }).toEqual({ ...sent, headers: {} });
      for (const [name, values] of Object.entries(result.headers)) {
        for (const { key } of values) expect((key ?? name).toLowerCase()).toBe(name);
      }
    }
  });

  test("an answer has a status as a text, few headers and a body that is short", async () => {
    const responses = (await answersTo(gateVectors)).flatMap(({ result }) =>
      result && "status" in result ? [result] : [],
    );
    expect(responses.length).toBeGreaterThan(50);
    for (const { status, headers, body = "", ...more } of responses) {
      expect(status).toMatch(/^[345]\d\d$/);
      expect(["cache-control", "content-type", "location", "retry-after"]).toEqual(
        expect.arrayContaining(Object.keys(headers ?? {})),
      );
      expect(Buffer.byteLength(body)).toBeLessThan(40_000);
      expect(more).toEqual({});
    }
  });

  test("of a site that is files it is what the functions give back: CON-28", async () => {
    const paths = ["/about", "/favicon.ico", "/booking/seats"];
    const vectors = paths.flatMap((uri) =>
      [{}, { cookies: cookiesWith(admission) }, { headers: { host: "api.shop.example" } }].map((visit) =>
        vector(uri, "passes", { uri, ...visit }),
      ),
    );
    const expected = await inVm(bundleEdge("gated-site-files").code, vectors);
    const given = await answersTo(vectors, true);
    expect(
      given.map(({ result }) => (result && "status" in result ? Number(result.status) : result?.uri)),
    ).toEqual(expected.map((outcome) => ("statusCode" in outcome ? outcome.statusCode : outcome.uri)));
  });
});
