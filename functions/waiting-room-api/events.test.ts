import { describe, expect, it } from "vitest";
import { readEvent, toProxyResult } from "./events";

const headers = {
  "X-Forwarded-For": ["203.0.113.9, 198.51.100.7, 192.0.2.10"],
  Cookie: ["__Host-vwr_d=one; theme=dark", "__Host-vwr_a=two"],
  "User-Agent": ["Mozilla/5.0"],
  "X-Two": ["a", "b"],
};

const gatewayEvent = {
  resource: "/{proxy+}",
  httpMethod: "POST",
  path: "/vwr/v1/events/spring-sale/join",
  headers: { Cookie: "the last one alone" },
  multiValueHeaders: headers,
  queryStringParameters: { next: "/" },
  body: '{"rid":"x"}',
  isBase64Encoded: false,
  requestContext: {
    requestId: "request-1",
    stage: "live",
    identity: { sourceIp: "192.0.2.10", userArn: null, user: null },
  },
};

const balancerEvent = {
  httpMethod: "GET",
  path: "/vwr/v1/events/spring-sale/status",
  multiValueQueryStringParameters: { next: ["%2Fshop"], lang: ["ko", "en"] },
  multiValueHeaders: { ...headers, "x-amzn-trace-id": ["Root=1-2-3"] },
  body: "",
  isBase64Encoded: false,
  requestContext: {
    elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/b" },
  },
};

describe("a request", () => {
  it("is read from API Gateway's event, with all values of its headers and every cookie", () => {
    expect(readEvent(gatewayEvent, 1)).toEqual({
      requestId: "request-1",
      query: "",
      request: {
        method: "POST",
        path: "/vwr/v1/events/spring-sale/join",
        headers: {
          "x-forwarded-for": "203.0.113.9, 198.51.100.7, 192.0.2.10",
          cookie: "__Host-vwr_d=one; theme=dark; __Host-vwr_a=two",
          "user-agent": "Mozilla/5.0",
          "x-two": "a, b",
        },
        cookies: [
          { name: "__Host-vwr_d", value: "one" },
          { name: "theme", value: "dark" },
          { name: "__Host-vwr_a", value: "two" },
        ],
        body: '{"rid":"x"}',
        sourceIp: "198.51.100.7",
        isOperator: false,
      },
    });
  });

  it("is read from a load balancer's event", () => {
    expect(readEvent(balancerEvent, 0)).toMatchObject({
      requestId: "Root=1-2-3",
      query: "next=%2Fshop&lang=ko&lang=en",
      request: { method: "GET", sourceIp: "192.0.2.10", isOperator: false },
    });
  });

  it("comes from where our own outermost proxy says, never from where the visitor says", () => {
    const withList = (list: string, proxies: number) =>
      readEvent({ ...gatewayEvent, multiValueHeaders: { "X-Forwarded-For": [list] } }, proxies).request
        .sourceIp;

    expect(withList("1.1.1.1, 198.51.100.7, 192.0.2.10", 1)).toBe("198.51.100.7");
    expect(withList("2.2.2.2,3.3.3.3 ,198.51.100.7,192.0.2.10", 1)).toBe("198.51.100.7");
    expect(withList("1.1.1.1, 192.0.2.10", 0)).toBe("192.0.2.10");
    expect(withList("192.0.2.10", 1)).toBe("192.0.2.10");
    expect(readEvent({ ...gatewayEvent, multiValueHeaders: null }, 1).request.sourceIp).toBe("192.0.2.10");
  });

  it("is an operator's if API Gateway has checked a signature, and never by a load balancer's word", () => {
    const signed = (userArn: string | null) =>
      readEvent(
        { ...gatewayEvent, requestContext: { ...gatewayEvent.requestContext, identity: { userArn } } },
        0,
      ).request.isOperator;
    const pretended = {
      ...balancerEvent.requestContext,
      identity: { userArn: "arn:aws:iam::111122223333:role/x" },
    };

    expect(signed("arn:aws:sts::111122223333:assumed-role/operator/console")).toBe(true);
    expect(signed(null)).toBe(false);
    expect(signed("")).toBe(false);
    expect(readEvent({ ...balancerEvent, requestContext: pretended }, 0).request.isOperator).toBe(false);
  });

  it("has the bytes of a body that came encoded, and none where there was none", () => {
    const encoded = {
      ...gatewayEvent,
      body: Buffer.from([0xff, 0x00]).toString("base64"),
      isBase64Encoded: true,
    };

    expect(readEvent(encoded, 0).request.body).toEqual(Buffer.from([0xff, 0x00]));
    expect(readEvent({ ...gatewayEvent, body: null }, 0).request.body).toBeUndefined();
  });

  it.each([undefined, null, 7, [], {}, { Records: [] }, { ...balancerEvent, multiValueHeaders: undefined }])(
    "is not what any other event is: %j",
    (event) => {
      expect(() => readEvent(event, 0)).toThrow("parse");
    },
  );

  it("has both values of a header that came in two spellings", () => {
    const spelt = {
      "X-Origin-Verify": ["guessed"],
      "x-origin-verify": ["known"],
      Cookie: ["a=1"],
      cookie: ["b=2"],
    };
    const { request } = readEvent({ ...gatewayEvent, multiValueHeaders: spelt }, 0);

    expect(request.headers).toEqual({ "x-origin-verify": "guessed, known", cookie: "a=1; b=2" });
    expect(request.cookies).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "2" },
    ]);
  });

  it.each(["\u2000", "\u00a0", "\ufeff", "\v", "\f"])(
    "has no device cookie that a neighbouring subdomain could have set by another kind of space: %j",
    (space) => {
      const sent = { Cookie: [`${space}__Host-vwr_d=evil; theme=dark`] };
      const { cookies } = readEvent({ ...gatewayEvent, multiValueHeaders: sent }, 0).request;

      expect(cookies.filter(({ name }) => name.endsWith("__Host-vwr_d"))).toEqual([]);
    },
  );

  it("has no cookies that are no pairs", () => {
    const strange = { ...gatewayEvent, multiValueHeaders: { Cookie: ["; =a; b; c=d=e"] } };

    expect(readEvent(strange, 0).request.cookies).toEqual([{ name: "c", value: "d=e" }]);
  });
});

describe("an answer", () => {
  it("sets each cookie by a header of its own", () => {
    const result = toProxyResult({
      status: 200,
      headers: { "cache-control": "no-store" },
      cookies: ["a=1; Path=/", "b=2; Path=/"],
      body: "{}",
    });

    expect(result).toEqual({
      statusCode: 200,
      multiValueHeaders: { "cache-control": ["no-store"], "set-cookie": ["a=1; Path=/", "b=2; Path=/"] },
      body: "{}",
      isBase64Encoded: false,
    });
  });

  it("has no cookies where there are none", () => {
    const { multiValueHeaders } = toProxyResult({ status: 204, headers: {}, cookies: [], body: "" });

    expect(multiValueHeaders).toEqual({});
  });
});
