import { z } from "zod";
import type { AskAws } from "./ask";

/** Who the AWS CLI acts as, or why it may not act. */
export type Login =
  | { readonly accountId: string; readonly arn: string; readonly trouble?: never }
  | { readonly trouble: Trouble };

export interface Trouble {
  readonly text: string;
  readonly details: readonly string[];
}

/** The account that settings are for, and where they say so. */
export interface MeantAccount {
  /** Undefined where the settings leave it open. */
  readonly id: string | undefined;
  /** Such as `urr:account.id in bootstrap/Pulumi.bootstrap.yaml`. */
  readonly setting: string;
}

const identity = z.object({ Account: z.string(), Arn: z.string() });

/** Whether there is a login, and to the account of the settings. */
export async function checkLogin(ask: AskAws, meant: MeantAccount): Promise<Login> {
  const { value, failure } = await ask(["sts", "get-caller-identity"], identity);
  if (failure?.missing) {
    return troubled(
      "the AWS CLI is not installed: there is no `aws` on the PATH",
      "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html, 2.7 or newer",
    );
  }
  if (failure !== undefined) {
    const remedy = "log in, e.g. with `aws sso login` or `aws configure`, or set AWS_PROFILE";
    return troubled("AWS knows no valid login here", failure.message, remedy);
  }
  if (meant.id !== undefined && value.Account !== meant.id) {
    return troubled(
      `are of account ${value.Account}, but the settings are for ${meant.id}`,
      `as ${value.Arn}`,
      `set AWS_PROFILE to that account, or correct ${meant.setting}`,
    );
  }
  return { accountId: value.Account, arn: value.Arn };
}

function troubled(text: string, ...details: readonly string[]): Login {
  return { trouble: { text, details } };
}
