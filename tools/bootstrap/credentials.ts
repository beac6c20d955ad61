import type { AskAws } from "../aws-cli/ask";
import { checkLogin } from "../aws-cli/login";
import type { BootstrapFacts } from "./check";
import { stackFile } from "./paths";
import { done, open, type Step } from "./step";

const name = "credentials";

/** Whether there is a login, and to the account of the settings. */
export async function checkCredentials(ask: AskAws, { stack, accountId }: BootstrapFacts): Promise<Step> {
  const setting = `urr:account.id in ${stackFile(stack)}`;
  const login = await checkLogin(ask, { id: accountId, setting });
  if (login.trouble !== undefined) return open(name, login.trouble.text, { details: login.trouble.details });
  return done(name, `account ${login.accountId} as ${login.arn}`);
}
