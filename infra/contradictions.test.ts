import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { configSchema } from "./config";

const domain = "tickets.urr.example.com";
const sound = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain },
  "urr:cluster": { api: { publicCidrs: ["198.51.100.0/24"] } },
  // What the evening takes away it would bring back.
  "urr:workloads": { addons: { clusterAutoscaler: false } },
} as const;
const wide = { ...sound["urr:cluster"], karpenter: { enabled: true } };

/** Where something is wrong, and what. */
const found = (config: object) =>
  (configSchema.safeParse({ ...sound, ...config }).error?.issues ?? []).map(
    ({ path, message }: z.core.$ZodIssue) => `${path.join(".")} ${message}`,
  );

describe("sections of a stack file that contradict each other", () => {
  it("are not found in the defaults", () => {
    expect(found({})).toEqual([]);
  });

  it("are one zone and a cluster with a database", () => {
    expect(found({ "urr:network": { zones: ["a"] } })).toEqual([
      "urr:network.zones is one zone, and EKS and RDS ask for subnets in two",
    ]);
  });

  it("are brokers that the zones do not divide, unless Kafka runs in the cluster: CON-03, PLT-17", () => {
    const network = { zones: ["a", "b", "c"] };
    const kafka = { brokers: 2 };
    expect(found({ "urr:network": network, "urr:dataTier": { kafka } })).toEqual([
      "urr:dataTier.kafka.brokers is 2, which is no multiple of the 3 zones that MSK spreads them over",
    ]);
    const inCluster = { kafka: { ...kafka, mode: "in-cluster" } };
    expect(found({ "urr:network": network, "urr:dataTier": inCluster })).toEqual([]);
  });

  it("are Karpenter and app subnets of 250 addresses: CAP-18", () => {
    expect(found({ "urr:cluster": wide })).toEqual([
      expect.stringMatching(/^urr:network\.profile is s1, whose app tier has some 250 addresses/),
    ]);
    expect(found({ "urr:cluster": wide, "urr:network": { profile: "wide" } })).toEqual([]);
  });

  it("are Karpenter and hours in which its own nodes are stopped", () => {
    const sections = {
      "urr:operations": { workingHours: {} },
      "urr:network": { profile: "wide" },
      "urr:environment": { domain, protect: false },
    };
    expect(found({ ...sections, "urr:cluster": wide })).toEqual([
      expect.stringMatching(/^urr:operations\.workingHours stops the nodes on which Karpenter itself runs/),
    ]);
    expect(found(sections)).toEqual([]);
  });

  it("are data that matter and a database of one pod: WEA-50", () => {
    const sections = {
      "urr:dataTier": { postgres: { mode: "in-cluster" } },
      "urr:queueing": { worker: { mode: "keda" } },
    };
    expect(found(sections)).toEqual([
      expect.stringMatching(/^urr:dataTier\.postgres\.mode is in-cluster, one pod on one disk/),
    ]);
    const disposable = { domain, protect: false };
    expect(found({ ...sections, "urr:environment": disposable })).toEqual([]);
  });

  it("are an environment that alarms watch at night and one that sleeps", () => {
    expect(found({ "urr:operations": { workingHours: {} } })).toEqual([
      expect.stringMatching(/^urr:operations\.workingHours stops the environment every evening/),
    ]);
  });

  it("are copies of backups that stay in the region", () => {
    const dataTier = { backup: { copyTo: { region: "ap-northeast-1" } } };
    expect(found({ "aws:region": "ap-northeast-1", "urr:dataTier": dataTier })).toEqual([
      expect.stringMatching(/^urr:dataTier\.backup\.copyTo\.region is the region of the stack/),
    ]);
    expect(found({ "urr:dataTier": dataTier })).toEqual([]);
  });

  it("are a worker that is a function and stores that it cannot reach, all told at once: CON-37", () => {
    const sections = {
      "urr:environment": { domain, protect: false },
      "urr:network": { endpoints: { gateway: ["s3"], interface: ["logs"] } },
      "urr:dataTier": {
        redis: { mode: "in-cluster" },
        postgres: { iamUsers: {} },
        kafka: { mode: "in-cluster" },
      },
      "urr:queueing": { worker: { kafka: true, reservedConcurrency: 5, maximumConcurrency: 5 } },
    };
    expect(found(sections)).toEqual([
      expect.stringMatching(/^urr:queueing\.worker\.reservedConcurrency leaves none for the comparison/),
      expect.stringMatching(/^urr:queueing\.worker\.mode is lambda/),
      expect.stringMatching(/^urr:dataTier\.postgres\.iamUsers has no worker/),
      expect.stringMatching(/^urr:queueing\.worker\.kafka is on/),
      expect.stringMatching(/^urr:network\.endpoints\.interface lacks secretsmanager and sqs/),
      expect.stringMatching(/^urr:network\.endpoints\.gateway lacks dynamodb/),
    ]);
  });
});
