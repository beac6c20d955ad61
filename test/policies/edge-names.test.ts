import { describe, expect, it } from "vitest";
import { broken, edges, to, type Case } from "./broken-edge";

const gate = "edge-cdn-viewer-gate-function";
const role = "edge-cdn-viewer-gate-role-role";

const names: readonly Case[] = [
  [
    "has a certificate with a weak key",
    "edge-certificate-certificate",
    to({ keyAlgorithm: "RSA_1024" }),
    "certificates-keys-strong",
  ],
  [
    "has a certificate that nobody renews",
    "edge-certificate-certificate",
    to({ validationMethod: "EMAIL" }),
    "certificates-renewed",
  ],
  [
    "writes a CAA record that nobody understands",
    "edge-caa",
    to({ records: ["amazon.com"] }),
    "dns-records-caa-legal",
  ],
  ["writes a name twice", "edge-site-records-www-a", to({ name: "tickets.example.com" }), "dns-records-once"],
  [
    "writes a record with a target and a time to live",
    "edge-site-records-site-a",
    to({ ttl: 60, records: ["198.51.100.7"] }),
    "dns-records-say-one-thing",
  ],
];

const lambda: readonly Case[] = [
  ["has variables", gate, to({ environment: { variables: { A: "b" } } }), "edge-lambdas-plain"],
  ["lies in a network", gate, to({ vpcConfig: { subnetIds: ["subnet-1"] } }), "edge-lambdas-plain"],
  ["runs on a processor that the edge has not", gate, to({ architectures: ["arm64"] }), "edge-lambdas-plain"],
  ["has the memory of an origin's function", gate, to({ memorySize: 512 }), "edge-lambdas-small"],
  [
    "may not be run by Lambda's edge",
    role,
    ({ assumeRolePolicy }) => ({
      assumeRolePolicy: String(assumeRolePolicy).replace("edgelambda.amazonaws.com", "ec2.amazonaws.com"),
    }),
    "edge-lambdas-trusted",
  ],
];

const captured = edges.withCloudFront();

describe("a name or certificate", () => {
  it.each(names)("is found where it %s", async (_, name, change, policy) => {
    const { before, after } = await broken(captured, name, change);
    expect(before).not.toContain(policy);
    expect(after).toContain(policy);
  });
});

describe("the gate as Lambda@Edge", () => {
  it.each(lambda)("is found where it %s", async (_, name, change, policy) => {
    const { before, after } = await broken(edges.atLambdaEdge(), name, change);
    expect(before).not.toContain(policy);
    expect(after).toContain(policy);
  });
});
