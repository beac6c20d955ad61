import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components/account";
import { defaultTags } from "../infra/environment";
import { stackPolicy } from "../infra/policy";
import { Access } from "./access";
import { AccountDefaults } from "./account";
import { Dns } from "./dns";
import { SecretsKey } from "./secrets-key";
import type { Settings } from "./settings";
import { StateStore } from "./state";

/** What an account has once, and what must be there before the first environment: its state, its names, its roles. */
export function program(settings: Settings) {
  const { region, stack, stacks } = settings;
  const { protect, tags } = settings.account;
  pulumi.runtime.registerStackTransformation(stackPolicy({ protect, names: {} }).transformation);

  const provider = new aws.Provider("aws", {
    region,
    defaultTags: { tags: defaultTags(stack, "urr-bootstrap", tags) },
    ...(settings.account.id === undefined ? {} : { allowedAccountIds: [settings.account.id] }),
  });
  const here = { providers: { aws: provider } };
  const id = aws.getCallerIdentityOutput({}, { provider }).accountId;
  const account: Account = { region, id, permissionsBoundary: undefined };

  const state = new StateStore("state", { ...settings.state, account, protect }, here);
  const secrets = new SecretsKey("secrets", { account, stacks: [stack, ...Object.keys(stacks)] }, here);
  const dns = new Dns(
    "dns",
    { ...settings.dns, account, protect, alarmEmail: settings.account.alarmEmail },
    here,
  );
  const access = new Access(
    "access",
    { account, github: settings.github, stacks, state, secrets, dns },
    here,
  );
  new AccountDefaults("account", settings.account, here);

  return {
    stateUrl: state.url,
    secretsProviders: secrets.providers,
    roleArns: access.roleArns,
    ...(dns.nameServers === undefined ? {} : { nameServers: dns.nameServers }),
    ...(Object.keys(dns.dsRecords).length === 0 ? {} : { dsRecords: dns.dsRecords }),
  };
}
