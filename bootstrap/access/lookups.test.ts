import { describe, expect, it } from "vitest";
import { invokeAnswers } from "../../tools/offline/answers/invokes";
import { lookups } from "./services";

/**
 * What the provider asks AWS for each function that the program calls: the data sources of
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service, tags included.
 */
const asks: Readonly<Record<string, readonly string[]>> = {
  // AWS answers it to everybody: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "aws:index/getCallerIdentity:getCallerIdentity": [],
  "aws:eks/getAddonVersion:getAddonVersion": ["eks:DescribeAddonVersions"],
  "aws:route53/getZone:getZone": [
    "route53:ListHostedZones",
    "route53:GetHostedZone",
    "route53:ListTagsForResource",
  ],
  "aws:lb/getLoadBalancer:getLoadBalancer": [
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeLoadBalancerAttributes",
    "elasticloadbalancing:DescribeTags",
  ],
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": [
    "ec2:DescribeManagedPrefixLists",
    "ec2:GetManagedPrefixListEntries",
  ],
};

describe("a role that may only look", () => {
  it.each(Object.keys(invokeAnswers))("may ask all that a preview asks for %s", (token) => {
    expect(Object.keys(asks)).toContain(token);
    expect(lookups).toEqual(expect.arrayContaining([...(asks[token] ?? [])]));
  });
});
