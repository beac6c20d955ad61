import { describe, expect, it } from "vitest";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import { at, list } from "../../policies/read";
import { environments, evaluated, settingsOf } from "../support/stacks";
import { planAddresses } from "../../components/network/addresses";

/** What the policy of a namespace says of who comes in. */
async function rulesOf(stack: string, namespace: string) {
  const { resources } = await evaluated(stack);
  const policy = resources.find(
    ({ inputs, type }) =>
      type === kubernetesTypes.networkPolicy && at(inputs, "metadata.namespace") === namespace,
  );
  return list(at(policy?.inputs, "spec.ingress"));
}

describe("who comes into the platform's namespaces", () => {
  it.each(environments)(
    "is in %s the Kubernetes API from its own subnets, and the services",
    async (stack) => {
      const { cidr, profile, zones } = settingsOf(stack).network;
      const blocks = planAddresses(cidr, profile, zones.length).app;
      const { namespace, observability } = settingsOf(stack).workloads;
      const prefix = settingsOf(stack).environment.prefix;
      expect(observability.traces).toBe("xray");
      expect(await rulesOf(stack, "external-secrets")).toEqual([
        {
          from: blocks.map((block) => ({ ipBlock: { cidr: block } })),
          ports: [{ port: 10_250, protocol: "TCP" }],
        },
      ]);
      expect(await rulesOf(stack, "telemetry")).toContainEqual({
        from: [
          {
            namespaceSelector: {
              matchLabels: { "kubernetes.io/metadata.name": namespace ?? prefix },
            },
          },
        ],
        ports: [{ port: 9_411, protocol: "TCP" }],
      });
    },
  );

  it("is on a laptop whoever calls the node's port of Grafana", async () => {
    expect(await rulesOf("local", "monitoring")).toContainEqual({
      from: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
      ports: [{ port: 3_000, protocol: "TCP" }],
    });
  });
});
