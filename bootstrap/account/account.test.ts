import { describe, expect, it } from "vitest";
import { accountSettings } from "./settings";
import { evaluatedBootstrap } from "../../test/support/bootstrap";

const names = async (account: object = {}) =>
  (await evaluatedBootstrap({ "urr:account": account })).graph
    .names()
    .filter((name) => name.startsWith("account-"))
    .toSorted();

describe("the account's defaults", () => {
  it("close buckets, images and snapshots to the public, encrypt disks, and let API Gateway log", async () => {
    const { graph } = await evaluatedBootstrap();
    expect(graph.named("account-buckets").inputs).toEqual({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(graph.named("account-images").inputs["state"]).toBe("block-new-sharing");
    expect(graph.named("account-snapshots").inputs["state"]).toBe("block-all-sharing");
    expect(graph.named("account-volumes").inputs["enabled"]).toBe(true);
    const settings = graph.named("account-api-gateway-settings");
    expect(settings.inputs["cloudwatchRoleArn"]).toBe(graph.named("account-api-gateway-role").outputs["arn"]);
    expect(settings.dependencies).toContain(graph.named("account-api-gateway-rights").urn);
  });

  it("stay when they are left to somebody else, so that the account is never without them", async () => {
    const { graph } = await evaluatedBootstrap();
    for (const name of ["buckets", "images", "snapshots", "volumes"]) {
      expect(graph.named(`account-${name}`).retainOnDelete, name).toBe(true);
    }
    expect(graph.named("account-api-gateway-settings").retainOnDelete).toBe(false);
  });

  it("leave out what somebody else has seen to", async () => {
    expect(
      await names({
        blockPublicBuckets: false,
        blockPublicImages: false,
        encryptVolumes: false,
        apiGatewayLogs: false,
        serviceRoles: [],
      }),
    ).toEqual([]);
  });

  it("take no service twice", () => {
    expect(accountSettings.safeParse({ serviceRoles: ["rds", "rds"] }).error?.issues).toMatchObject([
      { path: ["serviceRoles"], message: "names a service twice" },
    ]);
  });

  it("make the role of RDS, and that of EC2 Spot and an alias where they are asked for", async () => {
    const { graph } = await evaluatedBootstrap({
      "urr:account": { serviceRoles: ["rds", "spot"], alias: "acme-tickets" },
    });
    expect((await evaluatedBootstrap()).graph.named("account-rds")).toMatchObject({
      inputs: { awsServiceName: "rds.amazonaws.com" },
      retainOnDelete: true,
    });
    expect(graph.named("account-spot").inputs).toEqual({ awsServiceName: "spot.amazonaws.com" });
    expect(graph.named("account-alias").inputs).toEqual({ accountAlias: "acme-tickets" });
    expect(await names()).not.toContain("account-spot");
  });
});
