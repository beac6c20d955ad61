import { describe, expect, it } from "vitest";

import { awsCli } from "../aws-cli/ask";
import { answer, refusal } from "../aws-cli/fake-answers";
import { facts, fakeAws, nodeGroup, type FakeAws } from "./fake-aws";
import { nodesPart } from "./nodes";

const partIn = (aws: FakeAws, nodeGroupName = facts.nodeGroup) =>
  nodesPart(awsCli(aws.run, facts.region), { ...facts, nodeGroup: nodeGroupName });
const look = (situation: Parameters<typeof fakeAws>[0]) => partIn(fakeAws(situation)).look();
const resizings = ({ calls }: FakeAws) => calls.filter((call) => call.includes("update-nodegroup-config"));
const described = (nodegroup: object) => ({
  "eks describe-nodegroup": answer({
    nodegroup: { status: "ACTIVE", scalingConfig: { minSize: 2, desiredSize: 3 }, ...nodegroup },
  }),
});

describe("the nodes", () => {
  it("are brought back to the sizes of the settings, once: ENV-25, PLT-12", async () => {
    const aws = fakeAws();
    const part = partIn(aws);
    expect(await part.look()).toEqual({
      state: "starting",
      text: "3 asked for, at least 2 and at most 4",
      name: nodeGroup,
    });
    expect(resizings(aws)).toEqual([
      `aws eks update-nodegroup-config --cluster-name urr-dev --nodegroup-name ${nodeGroup} ` +
        "--scaling-config minSize=2,desiredSize=3,maxSize=4 --region ap-northeast-2 --output json",
    ]);
    await aws.sleep(60_000);
    expect(await part.look()).toMatchObject({ state: "starting", text: "1 of 3 in service" });
    await aws.sleep(120_000);
    expect(await part.look()).toMatchObject({ state: "up", text: "3 of 3 in service" });
    expect(resizings(aws)).toHaveLength(1);
  });

  it("that are up are left alone, and more than the settings ask for stay", async () => {
    for (const desired of [3, 4]) {
      const aws = fakeAws({ sizes: { min: 2, desired, max: 4 } });
      const text = `${String(desired)} of ${String(desired)} in service`;
      expect(await partIn(aws).look()).toMatchObject({ state: "up", text });
      expect(resizings(aws)).toEqual([]);
    }
  });

  it.each([
    ["too few", { min: 2, desired: 2, max: 4 }],
    ["as many, but free to go", { min: 0, desired: 3, max: 4 }],
  ])("that are %s are brought back too", async (_, sizes) => {
    expect(await look({ sizes })).toMatchObject({
      state: "starting",
      text: expect.stringMatching(/^3 asked for/) as string,
    });
  });

  it("wait for a change that EKS is still at, such as the evening's, and are then asked for: PLT-12", async () => {
    const aws = fakeAws({ changingSeconds: 30 });
    const part = partIn(aws);
    expect(await part.look()).toMatchObject({ state: "held", text: "EKS is still changing the group" });
    expect(resizings(aws)).toEqual([]);
    await aws.sleep(30_000);
    expect(await part.look()).toMatchObject({ state: "starting" });
    expect(resizings(aws)).toHaveLength(1);
  });

  it("wait too when such a change began between looking and asking", async () => {
    expect(
      await look({ answers: { "eks update-nodegroup-config": refusal("ResourceInUseException") } }),
    ).toMatchObject({
      state: "held",
    });
  });

  it("are not said to be held by our own change, which EKS may show late", async () => {
    const answers = { ...described({ status: "ACTIVE", scalingConfig: { minSize: 0, desiredSize: 0 } }) };
    const slow = described({ status: "UPDATING", scalingConfig: { minSize: 0, desiredSize: 0 } });
    const aws = fakeAws();
    let current = answers;
    const part = partIn({
      ...aws,
      run: (command, args) => {
        const canned = args[1] === "describe-nodegroup" ? current["eks describe-nodegroup"] : undefined;
        return canned === undefined ? aws.run(command, args) : Promise.resolve(canned);
      },
    });
    const first = await part.look();
    current = slow;
    expect(await part.look()).toEqual(first);
    expect(resizings(aws)).toHaveLength(1);
  });

  it("are up only when instances are in service, whatever EKS says of the group", async () => {
    const waiting = { Instances: [{ LifecycleState: "InService" }, { LifecycleState: "Pending:Wait" }] };
    const answers = {
      ...described({
        resources: { autoScalingGroups: [{ name: "eks-nodes" }] },
        health: { issues: [{ code: "AsgInstanceLaunchFailures" }] },
      }),
      "autoscaling describe-auto-scaling-groups": answer({ AutoScalingGroups: [waiting] }),
    };
    expect(await look({ answers })).toMatchObject({
      state: "starting",
      text: "1 of 3 in service, AsgInstanceLaunchFailures",
    });
    expect(await look({ answers: described({}) })).toMatchObject({
      state: "starting",
      text: "0 of 3 in service",
    });
  });

  it("are those that the operator has named, without searching", async () => {
    const aws = fakeAws();
    await partIn(aws, { exact: "pool" }).look();
    expect(aws.calls.map((call) => call.split(" ")[2])).not.toContain("list-nodegroups");
    expect(resizings(aws).join()).toContain("--nodegroup-name pool ");
  });

  it.each([
    [
      "there is no cluster",
      "eks list-nodegroups",
      refusal("ResourceNotFoundException"),
      "there is no cluster urr-dev in ap-northeast-2: is dev deployed?",
    ],
    [
      "there is no such group",
      "eks list-nodegroups",
      answer({ nodegroups: ["another"] }),
      "urr-dev has no node group called urr-dev-cluster-system-nodes-…",
    ],
    [
      "a deployment replaces them",
      "eks list-nodegroups",
      answer({ nodegroups: [nodeGroup, `${nodeGroup}0`] }),
      "are two of one kind",
    ],
    [
      "the group is going",
      "eks describe-nodegroup",
      described({ status: "DELETING" })["eks describe-nodegroup"],
      "the node group is DELETING",
    ],
    [
      "they may not be looked at",
      "eks describe-nodegroup",
      refusal("AccessDeniedException", "not authorized"),
      "not authorized (--help lists",
    ],
    [
      "they may not be resized",
      "eks update-nodegroup-config",
      refusal("AccessDeniedException", "not authorized"),
      "not authorized (--help lists",
    ],
  ])("are refused where %s, and nothing is changed", async (_, command, ended, text) => {
    const aws = fakeAws({ answers: { [command]: ended } });
    const seen = await partIn(aws).look();
    expect(seen).toMatchObject({ state: "refused", text: expect.stringContaining(text) as string });
    expect(resizings(aws)).toHaveLength(command === "eks update-nodegroup-config" ? 1 : 0);
  });

  it("are refused where their instances may not be counted", async () => {
    const answers = { "autoscaling describe-auto-scaling-groups": refusal("AccessDenied", "not authorized") };
    expect(await look({ sizes: { min: 2, desired: 3, max: 4 }, answers })).toMatchObject({
      state: "refused",
    });
  });
});
