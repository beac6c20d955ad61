import { describe, expect, it } from "vitest";

import { answer, refusal, silence } from "../aws-cli/fake-answers";
import { checkBootstrap } from "./check";
import { chooseStack } from "./choice";
import { facts, fakeAccount, stateOf, zones } from "./fake-account";

const [first, prod, dev] = ["Pulumi.bootstrap.yaml", "Pulumi.bootstrap-prod.yaml", "Pulumi.account-dev.yaml"];

describe("the choice of the stack", () => {
  it.each([
    ["is the one that is named", "bootstrap-prod", [first, prod], "bootstrap-prod"],
    ["is bootstrap among several", undefined, [prod, first, dev], "bootstrap"],
    ["is the only one there is", undefined, ["Pulumi.yaml", "index.ts", prod], "bootstrap-prod"],
    ["takes no backup for a stack", undefined, [prod, `${dev}.bak.1`], "bootstrap-prod"],
    ["is bootstrap where no file is there yet", undefined, ["Pulumi.yaml"], "bootstrap"],
  ])("%s", (_, wanted, names, stack) => {
    expect(chooseStack(wanted, names)).toEqual({ stack });
  });

  it.each([
    [
      "one without a file",
      "prod",
      [prod, dev],
      "there is no bootstrap/Pulumi.prod.yaml, only of account-dev, bootstrap-prod",
    ],
    ["any without files", "prod", [], "there is no bootstrap/Pulumi.prod.yaml, nor any other stack"],
    [
      "to guess",
      undefined,
      [prod, dev],
      "there are several stacks, so name one: account-dev, bootstrap-prod",
    ],
  ])("refuses %s", (_, wanted, names, problem) => {
    expect(chooseStack(wanted, names)).toEqual({ problem });
  });
});

describe("a stack that is not called bootstrap", () => {
  const stack = "second";
  const backup = "bootstrap/Pulumi.second.yaml.bak.1";
  const local = "bootstrap/.pulumi/stacks/urr-bootstrap/second.json";
  const moved = stateOf(stack, silence);
  const notMoved = stateOf(stack, refusal("404"));
  const withoutKey = { stack, stackFileText: "config: {}\n" };
  const stranger = answer({ Account: "999999999999", Arn: "arn:aws:iam::999999999999:root" });
  const lost = { "s3api head-bucket": refusal("404") };
  const taken = { "s3api head-bucket": refusal("403"), "s3api list-buckets": { ...silence, stdout: "{}" } };
  const exposed = { ...moved, "s3api get-bucket-versioning": silence };
  const uncommitted = { ...moved, "git status": { ...silence, stdout: " M file" } };
  const zone = { Id: "/hostedzone/Z1", Name: "urr.example.com" };
  const situations = [
    fakeAccount({ stack, answers: { "sts get-caller-identity": stranger } }),
    fakeAccount({ stack, answers: lost }),
    fakeAccount({ stack, answers: taken }),
    fakeAccount({ ...withoutKey, answers: { ...lost, "route53 list-hosted-zones-by-name": zones() } }),
    fakeAccount({ ...withoutKey, answers: notMoved, files: [local] }),
    fakeAccount({ ...withoutKey, answers: moved, files: [local, backup] }),
    fakeAccount({ stack, answers: exposed }),
    fakeAccount({ stack, answers: uncommitted, files: [local, backup] }),
    fakeAccount({ stack, answers: { ...moved, "route53 list-hosted-zones-by-name": zones(zone, zone) } }),
    fakeAccount({ stack, answers: { ...moved, "route53 list-hosted-zones-by-name": zones() } }),
  ];
  const given = { facts: { ...facts, stack } };
  const problems = [{ path: "", message: "cannot be read", example: "a file" }];

  it("has its name in every file, key and command", async () => {
    const steps = await Promise.all(situations.map((account) => checkBootstrap(given, account)));
    const refused = await checkBootstrap({ stack, problems }, fakeAccount({ stack }));
    const told = JSON.stringify([steps, refused]);
    const asked = JSON.stringify(situations.map(({ calls }) => calls));
    for (const own of [
      "--stack second",
      "is still in bootstrap/.pulumi",
      "migrate file://. second ",
      "alias/urr-pulumi-second?region=ap-northeast-2&context_stack=second",
      "correct urr:account.id in bootstrap/Pulumi.second.yaml",
      "urr:state.bucket in bootstrap/Pulumi.second.yaml",
      "stack output nameServers --stack second",
      "change-secrets-provider --stack second ",
      "git add bootstrap/Pulumi.second.yaml",
      `rm -r bootstrap/.pulumi ${backup}`,
      "bootstrap/Pulumi.second.yaml cannot be read",
    ])
      expect(told).toContain(own);
    expect(asked).toContain("stacks/urr-bootstrap/second.json.zst");
    const another =
      /(--stack|file:\/\/\.) bootstrap|Pulumi\.bootstrap|bootstrap\.json|(pulumi-|stack=)bootstrap/;
    expect(asked).not.toMatch(another);
    expect(told).not.toMatch(another);
  });
});
