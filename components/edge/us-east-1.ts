import type { Account } from "../account";

/** Where CloudFront has its certificates, web ACLs, logs and figures, wherever visitors and origins are. */
export const usEast1 = "us-east-1";

/** The account as seen from there. */
export function inUsEast1(account: Account): Account {
  return { ...account, region: usEast1 };
}
