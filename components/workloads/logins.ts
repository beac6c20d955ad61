import type { DataTierSettings } from "../data-tier/settings";

/** Who logs in to which databases, by a password. Behind a proxy even whoever signs in by IAM has one, for the proxy. */
export function loginsOf({ databases, iamUsers }: DataTierSettings["postgres"], managed: boolean) {
  const byIam = managed ? Object.keys(iamUsers) : [];
  const owners = Object.values(databases).flat();
  return { databases: Object.keys(databases), databaseUsers: [...new Set([...owners, ...byIam])] };
}
