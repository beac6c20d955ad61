import { z } from "zod";
import type { AskAws } from "./aws";
import type { BootstrapFacts } from "./check";
import { stackFile } from "./paths";
import { done, open, type Step } from "./step";

const name = "credentials";
const identity = z.object({ Account: z.string(), Arn: z.string() });

/** Whether there is a login, and to the account of the settings. */
export async function checkCredentials(ask: AskAws, { stack, accountId }: BootstrapFacts): Promise<Step> {
  const { value, failure } = await ask(["sts", "get-caller-identity"], identity);
  if (failure?.missing) {
    return open(name, "the AWS CLI is not installed: there is no `aws` on the PATH", {
      details: [
        "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html, 2.7 or newer",
      ],
    });
  }
  if (failure !== undefined) {
    return open(name, "AWS knows no valid login here", {
      details: [failure.message, "log in, e.g. with `aws sso login` or `aws configure`, or set AWS_PROFILE"],
    });
  }
  if (value.Account !== accountId) {
    return open(name, `are of account ${value.Account}, but the settings are for ${accountId}`, {
      details: [
        `as ${value.Arn}`,
        `set AWS_PROFILE to that account, or correct urr:account.id in ${stackFile(stack)}`,
      ],
    });
  }
  return done(name, `account ${value.Account} as ${value.Arn}`);
}
