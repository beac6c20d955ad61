import { describe, expect, it } from "vitest";
import { deploymentProblems, isReservedDomain } from "./deployment";

describe("a deployment", () => {
  it("needs a domain someone can own and the account it may touch", () => {
    const problems = deploymentProblems({ environment: { domain: "urr.example.com" } });
    expect(problems.map(({ path }) => path)).toEqual(["urr:environment.domain", "urr:environment.accountId"]);
    expect(
      deploymentProblems({ environment: { domain: "tickets.co.kr", accountId: "123456789012" } }),
    ).toEqual([]);
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
