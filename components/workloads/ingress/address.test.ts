import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { addressOf, loadBalancerNameIn } from "./address";

const host = "k8s-urralb-0a1b2c3d4e-1234567890.ap-northeast-2.elb.amazonaws.com";
const made = { loadBalancer: { ingress: [{ hostname: host }] } };
const notMade = { loadBalancer: {} };

/** What a program sees, in a preview or a deployment. */
async function during(
  work: "preview" | "deployment",
  status: Parameters<typeof addressOf>[0] extends pulumi.Output<infer S> ? S : never,
) {
  const nothing = () => ({ id: "", state: {} });
  await pulumi.runtime.setMocks({ newResource: nothing, call: () => ({}) }, "urr", "qa", work === "preview");
  const address = addressOf(pulumi.output(status)) as unknown as {
    promise(): Promise<string>;
    allResources(): Promise<unknown>;
    isKnown: Promise<boolean>;
    isSecret: Promise<boolean>;
  };
  // Each is rejected where the value is.
  for (const other of [address.isKnown, address.isSecret, address.allResources()]) {
    other.catch(() => undefined);
  }
  return { value: address.promise(), known: address.isKnown };
}

describe("the address of an Ingress", () => {
  it.each(["preview", "deployment"] as const)("is what the cluster tells, in a %s", async (work) => {
    const { known, value } = await during(work, made);
    expect([await known, await value]).toEqual([true, host]);
  });

  it("is unknown to a preview, and an error in a deployment, where no load balancer was made", async () => {
    const previewed = await during("preview", notMade);
    await previewed.value;
    expect(await previewed.known).toBe(false);
    const deployed = await during("deployment", notMade);
    await expect(deployed.value).rejects.toThrow("the Ingress has no address");
  });

  it("begins with the name of the load balancer, whoever gave it", () => {
    expect(loadBalancerNameIn(host)).toBe("k8s-urralb-0a1b2c3d4e");
    expect(loadBalancerNameIn("urr-9-12345.us-east-1.elb.amazonaws.com")).toBe("urr-9");
  });
});
