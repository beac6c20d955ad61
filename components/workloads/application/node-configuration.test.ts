import { describe, expect, it } from "vitest";
import { nodeConfiguration } from "./node-configuration";

const told = (tls: "verified" | "encrypted" | "none", managed: boolean, cluster: boolean) =>
  nodeConfiguration(
    { postgres: { host: "db", port: 5432, tls }, redis: { host: "cache", port: 6379, cluster } },
    { managed: { postgres: managed, redis: managed, kafka: false } },
  );

describe("services on Node", () => {
  it.each([
    ["verified", { PGSSLMODE: "verify-full" }],
    ["encrypted", { PGSSLMODE: "no-verify" }],
    ["none", {}],
  ] as const)("call a database whose connections are %s as it asks for", (tls, expected) => {
    expect(told(tls, false, false)).toEqual(expected);
  });

  it("call a Redis of AWS over TLS, and know of a cluster that it is one", () => {
    expect(told("none", true, true)).toEqual({ REDIS_TLS: "true", REDIS_CLUSTER: "true" });
    expect(told("none", false, false)).toEqual({});
  });
});
