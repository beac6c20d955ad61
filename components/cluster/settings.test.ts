import { describe, expect, it } from "vitest";
import { problemsOf } from "../../infra/problems";
import { amiTypes, architectureOf, architectures, imagePlatforms } from "./architecture";
import { clusterSettings } from "./settings";
import { eksVersions } from "../../policies/eks-versions";
import { addonVersions, checkedOn, isInStandardSupport, kubernetesVersions } from "./versions";

const api = { publicCidrs: ["198.51.100.0/24"] };

function problems(settings: object) {
  const parsed = clusterSettings.safeParse({ api, ...settings }, { reportInput: true });
  return parsed.success ? [] : problemsOf(clusterSettings, parsed.error);
}
const pathsOf = (settings: object) => problems(settings).map(({ path }) => path);

describe("settings of the cluster", () => {
  it("ask where the API may be reached from, and who could deploy otherwise: UNS-11", () => {
    expect(problems({ api: {} })).toMatchObject([
      { path: "api.publicCidrs", message: expect.stringContaining("only a runner inside the VPC") as string },
    ]);
    expect(problems({ api: { runner: "vpc" } })).toEqual([]);
  });

  it("refuse an API that is open to the world, or to half of it", () => {
    for (const block of ["0.0.0.0/0", "0.0.0.0/1", "10.0.0.0", "::/0"]) {
      expect(pathsOf({ api: { publicCidrs: [block] } }), block).toEqual(["api.publicCidrs[0]"]);
    }
  });

  it("refuse an address in place of a network, and show the network", () => {
    expect(problems({ api: { publicCidrs: ["198.51.100.7/24"] } })).toMatchObject([
      { path: "api.publicCidrs[0]", example: "198.51.100.0/24" },
    ]);
    expect(problems({ api: { publicCidrs: ["198.51.100.7/32"] } })).toEqual([]);
  });

  it("let one architecture decide instance families, and refuse a mismatch: CON-11", () => {
    expect(problems({ nodes: { instanceTypes: ["t3.large"] } })).toMatchObject([
      { path: "nodes.instanceTypes[0]", example: "m8g.large" },
    ]);
    expect(
      problems({ architecture: "x86_64", nodes: { instanceTypes: ["m7i.large", "t3a.xlarge"] } }),
    ).toEqual([]);
    expect(pathsOf({ architecture: "x86_64" })).toEqual(["nodes.instanceTypes[0]", "nodes.instanceTypes[1]"]);
    for (const typo of ["large", "m8g.lrge", "m8g", "m8g.large.2"]) {
      expect(pathsOf({ nodes: { instanceTypes: [typo] } }), typo).toEqual(["nodes.instanceTypes[0]"]);
    }
  });

  it.each(architectures)(
    "let %s alone decide on nodes, their system and the platform of images: KCON-22",
    (one) => {
      const other = architectures.find((architecture) => architecture !== one);
      const typeFor = { arm64: "t4g.large", x86_64: "t3a.large" };
      const given = { architecture: one, nodes: { instanceTypes: [typeFor[one]] } };
      expect(problems(given)).toEqual([]);
      expect(pathsOf({ ...given, architecture: other })).toEqual(["nodes.instanceTypes[0]"]);
      const expected = {
        arm64: { ami: "AL2023_ARM_64_STANDARD", platform: "linux/arm64" },
        x86_64: { ami: "AL2023_x86_64_STANDARD", platform: "linux/amd64" },
      };
      const { architecture } = clusterSettings.parse({ api, ...given });
      expect({ ami: amiTypes[architecture], platform: imagePlatforms[architecture] }).toEqual(expected[one]);
    },
  );

  it("know Graviton by the letter behind the generation", () => {
    for (const type of ["t4g.large", "m7gd.xlarge", "c8gn.metal-48xl", "a1.large"]) {
      expect(architectureOf(type), type).toBe("arm64");
    }
    for (const type of ["t3.large", "g5.xlarge", "m7i-flex.large", "t3a.medium"]) {
      expect(architectureOf(type), type).toBe("x86_64");
    }
    expect(architectureOf("m7g")).toBeUndefined();
  });

  it("refuse a version beyond its standard support unless that is paid for: CLU-01, KPLT-01, CON-08, PLT-04", () => {
    expect(problems({ version: "1.33" })).toMatchObject([{ path: "version", example: '"1.36"' }]);
    expect(problems({ version: "1.33", extendedSupport: true })).toEqual([]);
    expect(pathsOf({ version: "1.28" })).toEqual(["version"]);
    expect(isInStandardSupport("1.36")).toBe(true);
  });

  it("choose nodes that no source does: three to six of Graviton, of two types, so that one may be sold out", () => {
    const { nodes } = clusterSettings.parse({ api });
    expect(nodes).toEqual({
      instanceTypes: ["m8g.xlarge", "m7g.xlarge"],
      ...{ min: 3, desired: 3, max: 6 },
      diskGib: 50,
    });
    expect(nodes.instanceTypes.map(architectureOf)).toEqual(["arm64", "arm64"]);
  });

  it("refuse node numbers that do not fit together", () => {
    expect(problems({ nodes: { min: 4, desired: 4, max: 3 } })).toMatchObject([
      { path: "nodes.max", example: "4" },
    ]);
    expect(problems({ nodes: { min: 2, desired: 9, max: 4 } })).toMatchObject([{ path: "nodes.desired" }]);
  });

  it("take builds of add-ons as EKS writes them, and of the six add-ons only: WEA-09", () => {
    expect(problems({ addons: { coredns: "v1.14.6-eksbuild.1" } })).toEqual([]);
    expect(pathsOf({ addons: { coredns: "1.14.6" } })).toEqual(["addons.coredns"]);
    expect(pathsOf({ addons: { istio: "v1.0.0-eksbuild.1" } })).toHaveLength(1);
  });
});

describe("versions of Kubernetes", () => {
  it("are those that the policies know, read on the same day", () => {
    const ends = Object.entries(kubernetesVersions).map(([version, { standardSupportEnds }]) => [
      version,
      standardSupportEnds,
    ]);
    expect(Object.fromEntries(ends)).toEqual(eksVersions.standardUntil);
    expect(checkedOn).toBe(eksVersions.readOn);
  });

  it("have builds of every add-on for the one by default: CON-09", () => {
    const { version } = clusterSettings.parse({ api });
    for (const build of Object.values(addonVersions[version])) {
      expect(build).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    }
  });
});
