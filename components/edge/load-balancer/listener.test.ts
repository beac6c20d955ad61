import { describe, expect, it } from "vitest";
import { graphOf, opened } from "../../../test/support/edge/edge";
import type { Graph } from "../../../test/support/graph";

const generationName = (number: number) => `edge-load-balancer-origin-value-${String(number)}`;
const valueOf = (graph: Graph, number: number) => graph.named(generationName(number)).outputs["result"];

interface Condition {
  readonly httpHeader?: { readonly httpHeaderName: string; readonly values: readonly string[] };
}

const forwarding = (graph: Graph) =>
  graph
    .ofType("aws:lb/listenerRule:ListenerRule")
    .filter(({ inputs }) => (inputs["actions"] as readonly { type: string }[])[0]?.type === "forward");

/** What each rule that forwards wants to see in the header, by the rule's name. */
const asked = (graph: Graph) =>
  forwarding(graph).map(({ inputs }) =>
    (inputs["conditions"] as readonly Condition[])
      .filter(({ httpHeader }) => httpHeader?.httpHeaderName === "x-origin-verify")
      .map(({ httpHeader }) => httpHeader?.values ?? []),
  );

describe("the listener", () => {
  it("speaks TLS 1.3, and 1.2 for CloudFront, on 443 and nowhere else: PLT-08, EDG-40, KPLT-14, SEC-04", async () => {
    for (const settings of [{}, opened]) {
      const graph = await graphOf(settings);
      const [listener, ...others] = graph.ofType("aws:lb/listener:Listener");
      expect(others).toEqual([]);
      expect(listener?.inputs).toMatchObject({ port: 443, protocol: "HTTPS" });
      expect(listener?.inputs["sslPolicy"]).toMatch(/^ELBSecurityPolicy-TLS13-1-2-/);
    }
  });

  it("refuses what no rule knows: SEC-02, WEA-21", async () => {
    const { inputs } = (await graphOf()).named("edge-load-balancer-listener-https");
    expect(inputs["defaultActions"]).toMatchObject([
      { type: "fixed-response", fixedResponse: { statusCode: "403" } },
    ]);
  });

  it("forwards behind CloudFront to nobody without the secret: SEC-02, WEA-20, WEA-21, EDG-19, KPLT-28", async () => {
    const graph = await graphOf({
      staticPaths: ["/a/*", "/b/*", "/c/*"],
      apiPaths: ["/d", "/e", "/f", "/g"],
    });
    const secret = valueOf(graph, 1);
    expect(forwarding(graph).length).toBeGreaterThan(4);
    expect(new Set(asked(graph).map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify([[secret]])]),
    );
    for (const { name, secretPaths } of forwarding(graph)) {
      expect(secretPaths.join(), name).toMatch(/httpHeader\.values/);
    }
  });

  it("takes the secret of this generation and of the last, which stays as it was: SEC-02, WEA-21, EDG-19", async () => {
    const [first, second, third] = await Promise.all(
      [1, 2, 3].map((originSecretGeneration) => graphOf({ originSecretGeneration })),
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error("not built");
    const generations = (graph: Graph) => [1, 2, 3, 4].filter((number) => graph.has(generationName(number)));
    expect([first, second, third].map(generations)).toEqual([[1], [1, 2], [2, 3]]);
    expect(second.named(generationName(1)).urn).toBe(first.named(generationName(1)).urn);
    expect(valueOf(second, 1)).not.toBe(valueOf(second, 2));
    for (const each of asked(second)) expect(each).toEqual([[valueOf(second, 2), valueOf(second, 1)]]);
    for (const each of asked(third)) expect(each).toEqual([[valueOf(third, 3), valueOf(third, 2)]]);
    expect(third.named(generationName(2)).inputs).toEqual(second.named(generationName(2)).inputs);
  });

  it("asks for no secret without CloudFront, and has none: CON-05", async () => {
    const graph = await graphOf(opened);
    expect(asked(graph).flat()).toEqual([]);
    expect(graph.names().filter((name) => name.includes("load-balancer-origin"))).toEqual([]);
  });
});
