import { describe, expect, it } from "vitest";
import { broken, brokenWithout, called, each, edges, to, within, type Case } from "./broken-edge";

const site = "edge-cdn-distribution-site";

const distribution: readonly Case[] = [
  [
    "speaks TLS of before 2021",
    site,
    within("viewerCertificate", { minimumProtocolVersion: "TLSv1.1_2016" }),
    "distributions-require-current-tls",
  ],
  [
    "shows the certificate of cloudfront.net",
    site,
    within("viewerCertificate", { acmCertificateArn: undefined }),
    "distributions-use-own-certificate",
  ],
  [
    "has a name that its certificate does not cover",
    site,
    to({ aliases: ["shop.example.org"] }),
    "distributions-aliases-certified",
  ],
  [
    "answers plain HTTP",
    site,
    within("defaultCacheBehavior", { viewerProtocolPolicy: "allow-all" }),
    "distributions-require-https",
  ],
  ["has no firewall", site, to({ webAclId: undefined }), "distributions-behind-firewall"],
  [
    "reaches servers in the clear",
    site,
    each(
      "origins",
      { customOriginConfig: { originProtocolPolicy: "http-only", originSslProtocols: ["TLSv1.2"] } },
      called("originId", "balancer"),
    ),
    "distributions-reach-servers-by-https",
  ],
  [
    "offers servers TLS 1.1",
    site,
    each(
      "origins",
      { customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.1"] } },
      called("originId", "balancer"),
    ),
    "distributions-reach-servers-by-current-tls",
  ],
  [
    "proves itself to no server",
    site,
    each("origins", { customHeaders: [] }, called("originId", "balancer")),
    "distributions-prove-themselves",
  ],
  [
    "does not sign for a bucket",
    site,
    each("origins", { originAccessControlId: undefined }, called("originId", "frontend")),
    "distributions-sign-for-buckets",
  ],
  [
    "turns what an API refuses into a page",
    site,
    to({ customErrorResponses: [{ errorCode: 403, responseCode: 200, responsePagePath: "/index.html" }] }),
    "distributions-keep-errors-of-apis",
  ],
  [
    "has a path pattern of which CloudFront knows nothing",
    site,
    each("orderedCacheBehaviors", { pathPattern: "/a b/*" }, called("pathPattern", "/api/*")),
    "distributions-path-patterns-legal",
  ],
  [
    "leads to an origin there is not",
    site,
    within("defaultCacheBehavior", { targetOriginId: "none" }),
    "distributions-behaviors-lead-somewhere",
  ],
  [
    "takes methods that CloudFront does not know together",
    site,
    within("defaultCacheBehavior", { allowedMethods: ["GET", "POST"] }),
    "distributions-methods-legal",
  ],
  [
    "says of no country whether it is for it",
    site,
    to({ restrictions: {} }),
    "distributions-state-countries",
  ],
  [
    "sends no security headers",
    site,
    within("defaultCacheBehavior", { responseHeadersPolicyId: undefined }),
    "distributions-send-security-headers",
  ],
  [
    "signs for buckets only now and then",
    "edge-cdn-distribution-buckets",
    to({ signingBehavior: "never" }),
    "distributions-sign-for-buckets",
  ],
];

const captured = edges.withCloudFront();

describe("a distribution", () => {
  it.each(distribution)("is found where it %s", async (_, name, change, policy) => {
    const { before, after } = await broken(captured, name, change);
    expect(before).not.toContain(policy);
    expect(after).toContain(policy);
  });

  it("is found where its access log is delivered nowhere: EDG-15", async () => {
    const { before, after } = await brokenWithout(
      captured,
      site,
      "edge-cdn-distribution-access-log-delivery",
    );
    expect(before).not.toContain("distributions-access-logged");
    expect(after).toContain("distributions-access-logged");
  });
});
