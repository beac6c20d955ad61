import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Deployed } from "../../test/support/waiting-room/deployed";
import { startSecretsServer } from "../../test/support/waiting-room/secrets-server";
import { bundleFunction } from "../bundle";

let secrets: Awaited<ReturnType<typeof startSecretsServer>>;
beforeAll(async () => {
  secrets = await startSecretsServer({
    "no address": "synthetic text",
    unencrypted: "http://127.0.0.1:1/api/webhooks/1/synthetic",
  });
});
afterAll(() => secrets.stop());

const Sns = { MessageId: "m-1", Subject: "Budget", Message: "spent", Timestamp: "2027-01-15T08:00:00.000Z" };

describe("the function in a process of its own, as it is bundled", () => {
  it.each([
    ["no address", "the secret holds no address"],
    ["unencrypted", "the secret holds no address"],
    ["absent", "GetParameterError"],
  ])("fails with a secret that is %s, and tells nothing of it", async (name, reason) => {
    const lambda = await Deployed.start(bundleFunction("alarm-forwarder"), {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      DISCORD_SECRET: name,
    });
    const failure = String(await lambda.invoke({ Records: [{ Sns }] }).catch((error: unknown) => error));
    await lambda.stop();
    expect(failure).toContain(reason);
    expect(`${failure}${lambda.logs}`).not.toContain("synthetic");
  });
});
