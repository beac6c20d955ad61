import { describe, expect, it } from "vitest";
import { addonsSettings } from "./settings";

const problemsOf = (input: unknown) =>
  (addonsSettings.safeParse(input).error?.issues ?? []).map(({ message, path }) => ({
    ...{ path: path.join("."), message },
  }));

describe("settings of the add-ons", () => {
  it("are fit for production where nothing is said", () => {
    expect(addonsSettings.parse({})).toMatchObject({
      ...{ replicas: 2, clusterAutoscaler: true, loadTests: false },
      ...{ argocd: { enabled: false }, gatewayApi: { enabled: false, allowCidrs: [] } },
      karpenter: { critical: { cpu: 160, memoryGib: 400 }, loadTest: { cpu: 64 } },
    });
  });

  it.each([
    [{ replicas: 0 }, "replicas"],
    [{ karpenter: { image: "al2@v20260903" } }, "karpenter.image"],
    [{ karpenter: { general: { families: ["m7g.large"] } } }, "karpenter.general.families.0"],
    [{ karpenter: { general: { families: ["m7g", "m7g"] } } }, "karpenter.general.families"],
    [{ karpenter: { critical: { cpu: 1 } } }, "karpenter.critical.cpu"],
    [{ gatewayApi: { allowCidrs: ["0.0.0.0/0"] } }, "gatewayApi.allowCidrs.0"],
    [{ gatewayApi: { allowCidrs: ["198.51.100.7/24"] } }, "gatewayApi.allowCidrs.0"],
    [{ gatewayApi: { certificateArn: "arn:aws:acm:x" } }, "gatewayApi.certificateArn"],
    [{ keda: true }, ""],
  ])("refuse %j, and say where", (input, path) => {
    expect(problemsOf(input).map((problem) => problem.path)).toEqual([path]);
  });

  it("refuse a name for Argo CD that no gateway answers to: KPLT-10", () => {
    const host = "argocd.urr.example.com";
    expect(problemsOf({ argocd: { host } })).toEqual([
      {
        path: "argocd.host",
        message: "is answered by no gateway: urr:workloads.addons.gatewayApi.enabled makes one",
      },
    ]);
    expect(problemsOf({ argocd: { host }, gatewayApi: { enabled: true } })).toEqual([]);
  });
});
