import { describe, expect, it } from "vitest";
import { parseLaptop } from "../../../infra/laptop";
import { parseSettings } from "../../../infra/settings";
import { certificateArn, guideConfig, guideIngressConfig } from "../../../test/support/workloads/guide";

const { "urr:edge": edge, "urr:queueing": queueing, "urr:workloads": workloads } = guideIngressConfig;

const problemsOf = (changes: Readonly<Record<string, unknown>>) =>
  (parseSettings({ ...guideIngressConfig, ...changes }, "guide").problems ?? []).map(({ path }) => path);
const withIngress = (ingress: Readonly<Record<string, unknown>>) =>
  problemsOf({ "urr:workloads": { ...workloads, ingress: { ...workloads.ingress, ...ingress } } });

describe("a stack file that asks for an Ingress", () => {
  it("is sound with a certificate and networks that are let in: KCON-24", () => {
    expect(problemsOf({})).toEqual([]);
  });

  it("is refused without a certificate unless it speaks no TLS: KCON-43", () => {
    const without = { certificateArn: undefined };
    expect(withIngress(without)).toEqual(["urr:workloads.ingress.certificateArn"]);
    expect(withIngress({ ...without, https: false })).toEqual([]);
    expect(withIngress({ https: false })).toEqual(["urr:workloads.ingress.https"]);
    expect(withIngress({ certificateArn: `${certificateArn}x` })).toEqual([
      "urr:workloads.ingress.certificateArn",
    ]);
  });

  it("is refused where nobody is let in, or everybody", () => {
    expect(withIngress({ allowCidrs: [] })).toEqual(["urr:workloads.ingress.allowCidrs"]);
    expect(withIngress({ allowCidrs: ["0.0.0.0/0"] })).toEqual(["urr:workloads.ingress.allowCidrs[0]"]);
  });

  it("is refused with a name that the edge has, or that is in another zone", () => {
    expect(problemsOf({ "urr:edge": { ...edge, api: true } })).toEqual(["urr:edge.api"]);
    for (const host of ["tiketi.example.com", "www.tiketi.example.com", "api.example.net"]) {
      expect(withIngress({ host }), host).toEqual(["urr:workloads.ingress.host"]);
    }
    expect(withIngress({ host: "services.tiketi.example.com" })).toEqual([]);
  });

  it("is refused beside a waiting room, which visitors would come past", () => {
    expect(problemsOf({ "urr:queueing": { ...queueing, waitingRoom: { enabled: true } } })).toEqual([
      "urr:workloads.entry",
    ]);
  });

  it("is refused for a service that is deployed blue/green, as pods are the targets", () => {
    const services = { backend: { release: "blueGreen" } };
    expect(problemsOf({ "urr:workloads": { ...workloads, services } })).toContain(
      "urr:workloads.services.backend.release",
    );
  });

  it("is refused where there is no AWS", () => {
    const config = {
      "urr:environment": { target: "kind" },
      "urr:workloads": {
        ...workloads,
        observability: { metrics: "prometheus", logs: "loki", traces: "zipkin" },
      },
    };
    expect(parseLaptop(config, "laptop").problems?.map(({ path }) => path)).toEqual(["urr:workloads.entry"]);
  });
});

describe("a stack file that asks for none", () => {
  it("is refused where visitors could not get to a service: KCON-24", () => {
    const alone = { ...guideConfig["urr:workloads"], services: {} };
    const problems = parseSettings({ ...guideConfig, "urr:workloads": alone }, "guide").problems ?? [];
    expect(problems).toMatchObject([
      { path: "urr:workloads.entry", message: expect.stringContaining("stats-service") as string },
    ]);
  });
});
