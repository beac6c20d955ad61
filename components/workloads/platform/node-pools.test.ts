import { describe, expect, it } from "vitest";
import type { Architecture } from "../../cluster/architecture";
import { nodeClassHead, nodeClassSpec } from "./node-class";
import { loadTestToleration, nodePool, onPool } from "./node-pools";
import { addonsSettings } from "./settings";
import { familyProblems, poolKeys, type PoolName } from "./pool-settings";

const pools = addonsSettings.parse({}).karpenter;

interface Pool {
  readonly spec: {
    readonly weight?: number;
    readonly limits: unknown;
    readonly disruption: unknown;
    readonly template: {
      readonly spec: { readonly requirements: readonly { key: string; values: string[] }[] } & Record<
        string,
        unknown
      >;
    };
  };
}
const poolOf = (name: PoolName, architecture: Architecture = "arm64") =>
  nodePool(name, pools[name], architecture) as unknown as Pool;
const values = (name: PoolName, key: string, architecture?: Architecture) =>
  poolOf(name, architecture).spec.template.spec.requirements.find((one) => one.key === key)?.values;

describe("the pool for what must not fail", () => {
  it("is on-demand, of 160 vCPUs and 400 Gi at most, from the families of the design: CLU-41, SCL-17, CAP-07", () => {
    expect(values("critical", "karpenter.sh/capacity-type")).toEqual(["on-demand"]);
    expect(values("critical", "karpenter.k8s.aws/instance-family", "x86_64")).toEqual(["t3a", "t3"]);
    expect(values("critical", "karpenter.k8s.aws/instance-family")).toEqual(["t4g"]);
    expect(poolOf("critical").spec.limits).toEqual({ cpu: "160", memory: "400Gi" });
  });

  it("gives up nodes that are empty or underused after two minutes, under the policy's present name: PLT-09, KCON-34, SCL-21", () => {
    expect(poolOf("critical").spec.disruption).toMatchObject({
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "2m",
      budgets: [{ nodes: "1" }],
    });
  });
});

describe("the pool for all others", () => {
  it("is spot while there is any, and on-demand where there is none; pods that ask for no pool go there: CLU-42, SCL-18", () => {
    expect(values("general", "karpenter.sh/capacity-type")).toEqual(["spot", "on-demand"]);
    expect(poolOf("general").spec.weight).toBeGreaterThan(poolOf("critical").spec.weight ?? 0);
    expect(values("general", "karpenter.k8s.aws/instance-family")?.length).toBeGreaterThan(4);
  });
});

describe("the pool for load tests", () => {
  it("is on-demand, and lets nobody in who does not tolerate it: CLU-43, SCL-19, GAP-10", () => {
    expect(values("loadTest", "karpenter.sh/capacity-type")).toEqual(["on-demand"]);
    expect(poolOf("loadTest").spec.template.spec).toMatchObject({
      taints: [{ key: "dedicated", value: "load-test", effect: "NoSchedule" }],
    });
    expect(loadTestToleration).toEqual({
      ...{ key: "dedicated", operator: "Equal", value: "load-test", effect: "NoSchedule" },
    });
    expect(poolOf("loadTest").spec.disruption).toMatchObject({ consolidationPolicy: "WhenEmpty" });
  });
});

describe("every pool", () => {
  it.each(poolKeys)("%s is what Karpenter accepts, for both processors", async (name) => {
    const { NodePool } = await import("@kubernetes-models/karpenter/karpenter.sh/v1/NodePool");
    for (const [architecture, processor] of [
      ["arm64", "arm64"],
      ["x86_64", "amd64"],
    ] as const) {
      const pool = nodePool(name, pools[name], architecture);
      new NodePool(pool as never).validate();
      expect(values(name, "kubernetes.io/arch", architecture)).toEqual([processor]);
      expect(poolOf(name).spec.template.spec).toMatchObject({
        ...{ expireAfter: "720h", terminationGracePeriod: "1h" },
        nodeClassRef: { kind: "EC2NodeClass", name: "default" },
      });
    }
  });

  it("is found by a label of its own", () => {
    for (const name of poolKeys) {
      const { metadata } = nodePool(name, pools[name], "arm64");
      expect(onPool(name)).toEqual({ "karpenter.sh/nodepool": metadata.name });
    }
  });

  it("has families whose processors are the cluster's, and says which has not", () => {
    const chosen = addonsSettings.parse({ karpenter: { general: { families: ["m7g", "m7i"] } } }).karpenter;
    expect(familyProblems(chosen, "arm64")).toEqual([
      {
        path: ["karpenter", "general", "families", 1],
        message: "has x86_64 processors, and urr:cluster.architecture is arm64",
        example: "m7g",
      },
    ]);
    expect(familyProblems(chosen, "x86_64").map(({ path }) => path.at(-1))).toEqual([0]);
    expect(familyProblems(pools, "arm64")).toEqual([]);
  });
});

describe("the node class", () => {
  const spec = nodeClassSpec({
    ...{ image: pools.image, diskGib: pools.diskGib, instanceProfile: "urr-test-profile" },
    ...{ subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: ["sg-cluster", "sg-nodes"] },
    ...{ volumeKeyArn: "arn:aws:kms:ap-northeast-2:123456789012:key/volumes", tags: { Stack: "test" } },
  });

  it("is one for all pools, in our subnets and groups, with our profile and key: CLU-44, SCL-20, GAP-10", async () => {
    const { EC2NodeClass } = await import("@kubernetes-models/karpenter/karpenter.k8s.aws/v1/EC2NodeClass");
    new EC2NodeClass({ ...nodeClassHead, spec }).validate();
    expect(nodeClassHead.metadata.name).toBe("default");
    expect(spec).toMatchObject({
      instanceProfile: "urr-test-profile",
      subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }],
      securityGroupSelectorTerms: [{ id: "sg-cluster" }, { id: "sg-nodes" }],
      blockDeviceMappings: [
        { ebs: { encrypted: true, kmsKeyID: "arn:aws:kms:ap-northeast-2:123456789012:key/volumes" } },
      ],
      tags: { Stack: "test" },
    });
    expect(spec).not.toHaveProperty("role");
  });

  it("keeps pods away from the node's own rights", () => {
    expect(spec.metadataOptions).toMatchObject({ httpTokens: "required", httpPutResponseHopLimit: 1 });
  });

  it("names a release of the machine image, so that nodes change when we say so", () => {
    expect(spec.amiSelectorTerms).toEqual([{ alias: "al2023@v20260903" }]);
  });
});
