import { describe, expect, it } from "vitest";
import { deploymentProblems, isReservedDomain } from "./deployment";

describe("a deployment", () => {
  const ready = { domain: "tickets.co.kr", accountId: "123456789012", protect: true };
  const told = { alarmEmail: "oncall@tickets.co.kr" };
  const paths = (parts: Parameters<typeof deploymentProblems>[0]) =>
    deploymentProblems(parts).map(({ path }) => path);

  it("needs a domain someone can own and the account it may touch", () => {
    expect(paths({ environment: { domain: "urr.example.com", protect: false }, operations: {} })).toEqual([
      "urr:environment.domain",
      "urr:environment.accountId",
    ]);
    expect(paths({ environment: ready, operations: told })).toEqual([]);
  });

  it("needs somebody to tell of alarms where data is protected", () => {
    expect(paths({ environment: ready, operations: {} })).toEqual(["urr:operations.alarmEmail"]);
    expect(paths({ environment: { ...ready, protect: false }, operations: {} })).toEqual([]);
  });

  it("takes every name that RFC 2606 and RFC 6761 reserve for an example", () => {
    for (const domain of [
      "example.com",
      "a.b.example.org",
      "shop.test",
      "x.invalid",
      "local.localhost",
      "a.example",
    ]) {
      expect(isReservedDomain(domain), domain).toBe(true);
    }
    for (const domain of ["myexample.com", "example.co.kr", "test.com", "contest.kr"]) {
      expect(isReservedDomain(domain), domain).toBe(false);
    }
  });
});
