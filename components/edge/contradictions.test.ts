import { describe, expect, it } from "vitest";
import { parseSettings } from "../../infra/settings";

const base = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "tickets.urr.example.com" },
  "urr:cluster": { api: { publicCidrs: ["203.0.113.0/24"] } },
};

const problems = (more: Readonly<Record<string, unknown>>) =>
  (parseSettings({ ...base, ...more }, "test").problems ?? []).map(
    ({ path, message }) => `${path} ${message}`,
  );

const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

describe("what the edge asks of the rest of a stack file", () => {
  it("is a zone above the domain, or the domain's own: CON-26", () => {
    expect(problems({ "urr:edge": { zone: "urr.example.com" } })).toEqual([]);
    expect(problems({ "urr:edge": { zone: "tickets.urr.example.com" } })).toEqual([]);
    expect(problems({ "urr:edge": { zone: "rr.example.com" } })).toEqual([
      "urr:edge.zone is rr.example.com, and urr:environment.domain tickets.urr.example.com is not below it",
    ]);
  });

  it("is a certificate where it is used: us-east-1 for CloudFront, the stack's region for the load balancer: EDG-05, EDG-06", () => {
    const both = { cdn: certificate("us-east-1"), regional: certificate("ap-northeast-2") };
    expect(problems({ "urr:edge": { certificates: both } })).toEqual([]);
    const swapped = { cdn: both.regional, regional: both.cdn };
    expect(problems({ "urr:edge": { certificates: swapped } })).toEqual([
      "urr:edge.certificates.cdn is a certificate of ap-northeast-2, and CloudFront takes those of us-east-1 alone",
      "urr:edge.certificates.regional is a certificate of us-east-1, and the load balancer is in ap-northeast-2",
    ]);
    const off = { cdn: false, allowCidrs: ["198.51.100.0/24"], certificates: { cdn: both.cdn } };
    expect(problems({ "urr:edge": off })).toEqual([
      "urr:edge.certificates.cdn is for CloudFront, and cdn is false",
    ]);
  });

  it("is a domain that a certificate can name", () => {
    const domain = `${"a".repeat(50)}.urr.example.com`;
    expect(problems({ "urr:environment": { domain } })).toEqual([
      "urr:environment.domain has 66 characters, and a certificate of ACM takes 64",
    ]);
    const certificates = { cdn: certificate("us-east-1"), regional: certificate("ap-northeast-2") };
    expect(problems({ "urr:environment": { domain }, "urr:edge": { certificates } })).toEqual([]);
  });

  it("is a gate before what an admission is asked for, which static files do not have: SEC-09", () => {
    const withPaths = (staticPaths: readonly string[], protectedPaths: Record<string, string>) =>
      problems({ "urr:edge": { staticPaths }, "urr:queueing": { waitingRoom: { protectedPaths } } });
    const room = { "/events/*": "fromPath", "/booking/finals": "finals-2026" };
    expect(withPaths(["/assets/*", "/event-files/*"], room)).toEqual([]);
    expect(withPaths(["/assets/*"], { "/*": "finals-2026" })).toEqual([]);
    for (const path of ["/events/*.png", "/events/concert-a*", "/Booking/*", "/booking/finals/map.svg"]) {
      expect(withPaths(["/assets/*", path], room), path).toEqual([
        expect.stringMatching(/^urr:edge\.staticPaths\[1\] is .*, which reaches into /),
      ]);
    }
  });

  it("is a domain before which www and api are still free: EDG-02", () => {
    expect(problems({ "urr:environment": { domain: "www.urr.example.com" } })).toEqual([
      "urr:environment.domain begins with www., a name that the edge makes before the domain",
    ]);
    expect(problems({ "urr:environment": { domain: "apis.urr.example.com" } })).toEqual([]);
  });

  it("is a waiting room, where the gate is Lambda@Edge", () => {
    const gate = { "urr:edge": { gate: "lambdaEdge" } };
    expect(problems(gate)).toEqual([]);
    expect(problems({ ...gate, "urr:queueing": { waitingRoom: { enabled: false } } })).toEqual([
      "urr:edge.gate is lambdaEdge, and without a waiting room there is nothing to be admitted to",
    ]);
  });
});
