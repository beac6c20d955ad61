import { describe, expect, it } from "vitest";
import { clusterSettings } from "../components/cluster/settings";
import { dataTierSettings } from "../components/data-tier/settings";
import { networkSettings } from "../components/network/settings";
import { operationsSettings } from "../components/operations/settings";
import { contradictions } from "./contradictions";

const api = { publicCidrs: ["198.51.100.0/24"] };
const karpenter = clusterSettings.parse({ api, karpenter: { enabled: true } });
const paths = (sections: Parameters<typeof contradictions>[0]) =>
  contradictions(sections).map(({ path }) => path);

describe("sections of a stack file that contradict each other", () => {
  it("are not found in the defaults", () => {
    expect(
      contradictions({
        region: "ap-northeast-2",
        network: networkSettings.parse({}),
        cluster: clusterSettings.parse({ api }),
        dataTier: dataTierSettings.parse({}),
        operations: operationsSettings.parse({}),
      }),
    ).toEqual([]);
  });

  it("are one zone and a cluster with a database", () => {
    const network = networkSettings.parse({ zones: ["a"] });
    expect(paths({ network, dataTier: dataTierSettings.parse({}) })).toEqual(["urr:network.zones"]);
  });

  it("are brokers that the zones do not divide, unless Kafka runs in the cluster: CON-03, PLT-17", () => {
    const network = networkSettings.parse({ zones: ["a", "b", "c"] });
    const kafka = { brokers: 2 };
    expect(contradictions({ network, dataTier: dataTierSettings.parse({ kafka }) })).toEqual([
      {
        path: "urr:dataTier.kafka.brokers",
        message: "is 2, which is no multiple of the 3 zones that MSK spreads them over",
        example: "3",
      },
    ]);
    const inCluster = dataTierSettings.parse({ kafka: { ...kafka, mode: "in-cluster" } });
    expect(contradictions({ network, dataTier: inCluster })).toEqual([]);
  });

  it("are Karpenter and app subnets of 250 addresses: CAP-18", () => {
    expect(paths({ cluster: karpenter, network: networkSettings.parse({}) })).toEqual([
      "urr:network.profile",
    ]);
    expect(paths({ cluster: karpenter, network: networkSettings.parse({ profile: "wide" }) })).toEqual([]);
  });

  it("are Karpenter and hours in which its own nodes are stopped", () => {
    const operations = operationsSettings.parse({ workingHours: {} });
    expect(paths({ cluster: karpenter, operations })).toEqual(["urr:operations.workingHours"]);
    expect(paths({ cluster: clusterSettings.parse({ api }), operations })).toEqual([]);
  });

  it("are copies of backups that stay in the region", () => {
    const dataTier = dataTierSettings.parse({ backup: { copyTo: { region: "ap-northeast-1" } } });
    expect(paths({ region: "ap-northeast-1", dataTier })).toEqual(["urr:dataTier.backup.copyTo.region"]);
    expect(paths({ region: "ap-northeast-2", dataTier })).toEqual([]);
  });
});
