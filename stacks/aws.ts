import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../components/account";
import { Network } from "../components/network";
import { Operations } from "../components/operations";
import type { SecretValues, Settings } from "../infra/settings";

/** A whole environment on AWS: the components in the order in which they build on each other. */
export function awsStack(settings: Settings, secrets: SecretValues) {
  const { environment, region } = settings;

  const provider = new aws.Provider("aws", {
    region,
    defaultTags: { tags: environment.tags },
    ...(environment.accountId === undefined ? {} : { allowedAccountIds: [environment.accountId] }),
  });
  const here = { providers: { aws: provider } };
  const id = aws.getCallerIdentityOutput({}, { provider }).accountId;
  const boundary = environment.permissionsBoundary;
  const permissionsBoundary =
    boundary === false ? undefined : pulumi.interpolate`arn:aws:iam::${id}:policy/${boundary}`;
  const account: Account = { region, id, permissionsBoundary };

  const operations = new Operations(
    "operations",
    { ...settings.operations, environment, account, secrets },
    here,
  );
  const network = new Network("network", { ...settings.network, environment, account, operations }, here);

  return {
    bucketNames: { archive: operations.archive.bucketName },
    tierCidrs: network.tierCidrs,
  };
}
