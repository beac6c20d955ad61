import { describe, expect, it } from "vitest";
import { edgeSettings } from "./settings";

const problems = (settings: unknown): readonly string[] =>
  (edgeSettings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );

const opened = { cdn: false, allowCidrs: ["198.51.100.0/24"] };

describe("the settings of the edge", () => {
  it("have CloudFront in Asia, Europe and North America, its gate as a function, and 2,000 requests in five minutes: ENV-11, CON-27, EDG-12, EDG-33", () => {
    expect(edgeSettings.parse({})).toMatchObject({
      ...{ cdn: true, gate: "function", frontend: "server", priceClass: "PriceClass_200" },
      ...{ www: true, api: true, allowCidrs: [], originSecretGeneration: 1 },
      staticPaths: ["/_next/static/*", "/assets/*"],
      apiPaths: ["/api/*", "/socket.io/*"],
      firewall: { rateLimit: 2_000, loadTestCidrs: [], botControl: "joins" },
      loadBalancer: {
        gateway: { port: 3_001, nodePort: 30_000, healthPath: "/health" },
        frontend: { port: 3_000, nodePort: false, healthPath: "/" },
      },
    });
  });

  it("name who is let in where there is no CloudFront, and nobody where there is: CON-05", () => {
    expect(problems({ cdn: false })).toEqual([
      "allowCidrs is empty, and without CloudFront (cdn: false) nobody else could reach the site",
    ]);
    expect(problems({ allowCidrs: ["198.51.100.0/24"] })).toEqual([
      "allowCidrs lets nobody in while cdn is true: the load balancer answers to CloudFront alone",
    ]);
    expect(problems(opened)).toEqual([]);
  });

  it("take no list that admits everybody, nor an address for a network: CON-04, NET-41", () => {
    expect(problems({ cdn: false, allowCidrs: ["0.0.0.0/0"] })).toEqual([
      "allowCidrs.0 admits everybody; name the networks, from /8 to /32",
    ]);
    expect(problems({ cdn: false, allowCidrs: ["128.0.0.0/1", "10.0.0.1/8"] })).toEqual([
      "allowCidrs.0 admits a large part of the internet; name the networks, from /8 to /32",
      "allowCidrs.1 is an address inside a block, not the block itself",
    ]);
    expect(problems({ firewall: { loadTestCidrs: ["0.0.0.0/0"] } })).toEqual([
      "firewall.loadTestCidrs.0 admits everybody; name the networks, from /8 to /32",
    ]);
  });

  it("keep no browser at a node, behind whose port any pod answers", () => {
    const gateway = (settings: object) => problems({ loadBalancer: { gateway: settings } });
    expect(gateway({ stickySeconds: 60 })).toEqual([
      "loadBalancer.gateway.stickySeconds keeps a browser with a node, behind whose nodePort any pod answers",
    ]);
    expect(gateway({ stickySeconds: 0 })).toEqual([]);
    expect(gateway({ stickySeconds: 60, nodePort: false })).toEqual([]);
  });

  it("run at the edge only what is at the edge", () => {
    expect(problems({ ...opened, gate: "lambdaEdge", frontend: "files" })).toEqual([
      "gate is lambdaEdge, which runs in CloudFront, and cdn is false",
      "frontend is files, which CloudFront serves, and cdn is false",
    ]);
    expect(problems({ gate: "lambdaEdge", frontend: "files" })).toEqual([]);
  });

  it("leave nothing of CloudFront's unsaid where it is off, and ask from abroad only where abroad is let in", () => {
    const asked = { countries: { only: ["KR"] }, originShield: "ap-northeast-2", probe: { path: "/" } };
    expect(problems({ ...opened, ...asked })).toEqual([
      "countries does nothing while cdn is false: it belongs to CloudFront",
      "originShield does nothing while cdn is false: it belongs to CloudFront",
      "probe asks from places all over the world, and allowCidrs lets in none of them: it would ring for ever",
    ]);
    expect(problems({ countries: asked.countries, probe: asked.probe })).toEqual([
      "probe asks from places all over the world, and countries lets in some alone: it would ring for ever",
    ]);
    expect(problems({ countries: asked.countries, originShield: asked.originShield })).toEqual([]);
  });

  it("have no more behaviours than CloudFront takes, and no path twice", () => {
    const paths = (count: number) => Array.from({ length: count }, (_, index) => `/files-${String(index)}/*`);
    const apiPaths = paths(46).map((path) => `/api${path}`);
    expect(problems({ staticPaths: paths(25), apiPaths })).toEqual([]);
    expect(problems({ staticPaths: paths(25), apiPaths: [...apiPaths, "/more/*"] })).toEqual([
      "apiPaths are 72 together with staticPaths, and CloudFront takes 71 beside the waiting room's behaviours; let a * stand for several",
    ]);
    expect(problems({ staticPaths: paths(26) })).toEqual([
      "staticPaths are more than 25: the firewall's rules would take more than is included",
    ]);
    for (const path of ["/api/*", "/a*", "/*.js"]) {
      expect(problems({ staticPaths: ["/assets/*", path] }), path).toEqual([
        `staticPaths.1 is ${path}, which covers /api/* of apiPaths and comes before it: the gateway would not be asked`,
      ]);
    }
    expect(problems({ staticPaths: ["/api/files/*"] })).toEqual([]);
    expect(problems({ apiPaths: ["/api/*", "/api/*"] })).toEqual(["apiPaths names /api/* twice"]);
  });

  it.each([
    ["api/*", "is no path pattern"],
    ["/api/%2f", "is no path pattern"],
    ["/vwr/x/*", "lies under /vwr/, which is the waiting room's"],
    ["/*", "covers the whole site, which the default behaviour does"],
    ["/*/a/*/b/*", "has more than 2 wildcards"],
    [`/${"a".repeat(128)}`, "is longer than the 128 characters that a load balancer takes"],
  ])("refuse %s among the paths of the API", (path, message) => {
    const [problem] = problems({ apiPaths: [path] });
    expect(problem).toContain(`apiPaths.0 ${message}`);
  });

  it("give each service deployed blue/green a node port of its own: IFC-08", () => {
    const both = { gateway: { nodePort: 30_080 }, frontend: { nodePort: 30_080 } };
    expect(problems({ loadBalancer: both })).toEqual([
      "loadBalancer.frontend.nodePort is the gateway's node port too",
    ]);
    expect(problems({ loadBalancer: { gateway: { nodePort: 8_080 } } })).toHaveLength(1);
    expect(problems({ loadBalancer: { slowStartSeconds: 10 } })).toHaveLength(1);
  });

  it("take countries by their two letters, and certificates by their ARN", () => {
    expect(problems({ countries: { only: ["KR", "korea"] } })).toEqual([
      "countries.only.1 must be a country's two letters, as ISO 3166 has them",
    ]);
    expect(problems({ certificates: { cdn: "arn:aws:iam::123456789012:server-certificate/old" } })).toEqual([
      "certificates.cdn must be the ARN of a certificate of ACM",
    ]);
  });
});
