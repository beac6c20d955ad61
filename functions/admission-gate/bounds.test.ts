import { describe, expect, test } from "vitest";
import { cloudFrontEvent, fetching, type Visit } from "../../test/support/waiting-room/cloudfront-event";
import { inVm } from "../../test/support/waiting-room/edge-runtimes";
import { admission, cookiesWith, entriesOf, vector } from "../../test/support/waiting-room/gate-situation";
import { hostileRequests } from "../../test/support/waiting-room/hostile-requests";
import { present } from "../../test/support/waiting-room/key-ring";
import { bundleEdge } from "../bundle-edge";
import { nodeHmac } from "../waiting-room/tokens/node-hmac";
import { queryOf, type CloudFrontEvent, type CloudFrontValues } from "./cloudfront-event";
import { gateRequestOf, stripGateHeaders } from "./cloudfront-request";
import { decide } from "./decide";
import { boundedQuery } from "./request";

const entries = entriesOf();

/** The same values, each of which counts how often it is read. */
function counted(values: CloudFrontValues | undefined, read: () => void): CloudFrontValues {
  const counting = (text: string) => ({
    get value() {
      read();
      return text;
    },
  });
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, one]) => [
      name,
      one.multiValue
        ? { value: one.value, multiValue: one.multiValue.map(({ value }) => counting(value)) }
        : counting(one.value),
    ]),
  );
}

/** How many parts of the query are read until the gate has decided. */
function queryReads(visit: Visit): number {
  let reads = 0;
  const { viewer, request } = cloudFrontEvent(visit);
  const querystring = counted(request.querystring, () => (reads += 1));
  const event: CloudFrontEvent = { ...(viewer && { viewer }), request: { ...request, querystring } };
  let decision = decide(gateRequestOf(event), present, nodeHmac);
  while (decision.kind === "read") decision = decision.proceed(entries[decision.key] ?? "");
  return reads;
}

const names = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`q${String(index)}`, "a"]));
const values = (count: number) => ({ q: Array.from({ length: count }, () => "a") });

describe("what the gate does for a request is bounded, whatever is sent", () => {
  test("the query is read for a browser that has to wait, and for nobody else", () => {
    const query = names(50);
    expect(queryReads({ query })).toBe(50);
    expect(queryReads({ query, cookies: cookiesWith(admission) })).toBe(0);
    expect(queryReads({ query, headers: fetching })).toBe(0);
    expect(queryReads({ query, uri: "/about" })).toBe(0);
    expect(queryReads({ query, method: "POST" })).toBe(0);
  });

  test("a query of more than a hundred names and values is not handed on, nor read to its end", () => {
    for (const query of [names(100), values(100), { ...values(99), a: "1" }]) {
      expect(queryReads({ query })).toBe(100);
      expect(queryOf(cloudFrontEvent({ query }).request.querystring)).toBeTruthy();
    }
    for (const query of [names(101), names(1_500), values(101), values(3_500), { ...values(100), a: "1" }]) {
      expect(queryReads({ query })).toBeLessThanOrEqual(101);
      expect(queryOf(cloudFrontEvent({ query }).request.querystring)).toBeUndefined();
    }
    expect(queryReads({ query: names(101) })).toBe(0);
    expect(boundedQuery("a&".repeat(99) + "b=1")).toBe("a&".repeat(99) + "b=1");
    expect(boundedQuery("a&".repeat(100) + "b=1")).toBeUndefined();
  });

  test.each([100, 400])("%i headers are each looked at once and taken away once", (count) => {
    let steps = 0;
    const step = () => (steps += 1);
    const headers = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`x-vwr-${String(index)}`, { value: "a" }]),
    );
    stripGateHeaders(
      new Proxy<CloudFrontValues>(headers, {
        get: (target, name, receiver) => (step(), Reflect.get(target, name, receiver) as unknown),
        getOwnPropertyDescriptor: (target, name) => (step(), Reflect.getOwnPropertyDescriptor(target, name)),
        deleteProperty: (target, name) => (step(), Reflect.deleteProperty(target, name)),
      }),
    );
    expect(headers).toEqual({});
    expect(steps).toBeLessThanOrEqual(2 * count);
  });

  test("an address to come back to is short or left out, and a path of more than 1 KB is refused", async () => {
    const visits = Object.entries(hostileRequests);
    const outcomes = await inVm(
      bundleEdge("admission-gate").code,
      visits.map(([name, visit]) => vector(name, 302, visit)),
    );
    expect(outcomes).toHaveLength(visits.length);
    outcomes.forEach((outcome, index) => {
      const [name, visit] = visits[index] ?? [];
      const status = "statusCode" in outcome ? outcome.statusCode : "goes on";
      const location = "statusCode" in outcome ? (outcome.headers["location"]?.value ?? "") : "";
      expect([name, status === 400]).toEqual([name, status === 400 || (visit?.uri ?? "").length > 1_024]);
      expect(location.length).toBeLessThan(1_600);
    });
  });
});
