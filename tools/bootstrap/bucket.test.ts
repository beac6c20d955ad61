import { describe, expect, it } from "vitest";

import { answer, refusal, silence, type Answers } from "../aws-cli/fake-answers";
import { checkBootstrap } from "./check";
import {
  commands,
  encryptedWith,
  facts,
  fakeAccount,
  key,
  notMoved,
  statesOf,
  stepOf,
  withoutKey,
  zones,
} from "./fake-account";

describe("the step bucket", () => {
  const bucket = (answers: Answers, stackFileText = withoutKey) =>
    stepOf("bucket", fakeAccount({ answers, stackFileText }));

  it("is asked for as the account's own, in the region of the settings", async () => {
    const account = fakeAccount();
    await checkBootstrap({ facts }, account);
    const flags =
      "--bucket urr-state-123456789012 --expected-bucket-owner 123456789012 --region ap-northeast-2 --output json";
    expect(account.calls.map((call) => call.join(" "))).toContain(`aws s3api head-bucket ${flags}`);
  });

  it("names what protects it", async () => {
    expect((await bucket({}))?.text).toBe(
      "s3://urr-state-123456789012, versioned, private, encrypted with KMS",
    );
    expect(await bucket({ "s3api get-bucket-encryption": encryptedWith("aws:kms:dsse") })).toMatchObject({
      state: "done",
    });
  });

  it("leads to the first command when there is none, and what lies in it waits", async () => {
    const account = fakeAccount({
      answers: { "s3api head-bucket": refusal("404"), "route53 list-hosted-zones-by-name": zones() },
      stackFileText: withoutKey,
    });
    expect(await stepOf("bucket", account)).toMatchObject({
      state: "open",
      details: [],
      commands: [commands.local],
    });
    expect((await statesOf(account)).slice(3)).toEqual([
      "state: waiting",
      "stack file: waiting",
      "leftovers: waiting",
      "name servers: waiting",
    ]);
  });

  it("that is gone after the state was moved is not simply made anew", async () => {
    const step = await bucket(
      { "s3api head-bucket": refusal("404") },
      `config: {}\nsecretsprovider: ${key}\n`,
    );
    expect(step?.details.join()).toContain("remove secretsprovider and encryptedkey");
  });

  it.each([
    ["never versioned", { "s3api get-bucket-versioning": silence }, "not versioned"],
    [
      "no longer versioned",
      { "s3api get-bucket-versioning": answer({ Status: "Suspended" }) },
      "not versioned",
    ],
    [
      "open to the public",
      {
        "s3api get-public-access-block": answer({
          PublicAccessBlockConfiguration: { BlockPublicAcls: true },
        }),
      },
      "not private",
    ],
    [
      "never closed to the public",
      { "s3api get-public-access-block": refusal("NoSuchPublicAccessBlockConfiguration") },
      "not private",
    ],
    [
      "encrypted with S3's own key",
      { "s3api get-bucket-encryption": encryptedWith("AES256") },
      "not encrypted with KMS",
    ],
    [
      "not encrypted, and private to nobody",
      {
        "s3api get-public-access-block": refusal("NoSuchPublicAccessBlockConfiguration"),
        "s3api get-bucket-encryption": refusal("ServerSideEncryptionConfigurationNotFoundError"),
      },
      "not private, not encrypted with KMS",
    ],
  ])("is repaired when %s: with the state where it is", async (_, answers, lack) => {
    const text = `s3://urr-state-123456789012 is ${lack}`;
    expect(await bucket({ ...notMoved, ...answers })).toMatchObject({
      state: "open",
      text,
      commands: [commands.local],
    });
    expect(await bucket(answers)).toMatchObject({
      state: "open",
      text,
      commands: [commands.logIn, commands.fromBucket],
    });
  });

  it("gets no state as long as it is not protected", async () => {
    const answers = { ...notMoved, "s3api get-bucket-versioning": silence };
    expect(await stepOf("state", fakeAccount({ answers }))).toMatchObject({ state: "waiting" });
  });

  it("whose name is taken by another account wants another name", async () => {
    const step = await bucket({
      "s3api head-bucket": refusal("403", "Forbidden"),
      "s3api list-buckets": answer({ Buckets: [{ Name: "another" }] }),
    });
    expect(step).toMatchObject({ state: "open", commands: [] });
    expect(step?.text).toContain("the name is taken");
    expect(step?.details.join()).toContain("urr:state.bucket");
  });

  it.each([
    ["is ours", answer({ Buckets: [{ Name: facts.bucket }] }), "is this account's"],
    ["may be ours", refusal("AccessDenied"), "is another account's, or may not be seen"],
  ])("cannot be told when it %s but IAM forbids to look", async (_, list, text) => {
    const step = await bucket({ "s3api head-bucket": refusal("403"), "s3api list-buckets": list });
    expect(step).toMatchObject({ state: "unknown", text: expect.stringContaining(text) as string });
  });

  it("cannot be told when AWS does not answer", async () => {
    const stderr = 'Could not connect to the endpoint URL: "https://s3.amazonaws.com/"';
    expect(await bucket({ "s3api head-bucket": { code: 255, stdout: "", stderr } })).toMatchObject({
      state: "unknown",
      text: `s3://urr-state-123456789012: ${stderr}`,
    });
    const step = await bucket({ "s3api get-bucket-encryption": refusal("AccessDenied", "Access Denied") });
    expect(step).toMatchObject({ state: "unknown" });
    expect(step?.details).toEqual([expect.stringMatching(/^encrypted with KMS\? .*Access Denied$/)]);
  });
});
