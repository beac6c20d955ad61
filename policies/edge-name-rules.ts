import type { NameRule } from "./name-rules";

/** Letters, digits, hyphens and underscores, of which most of these names are made. */
const word = /^[\w-]+$/;

/** Names of load balancers, of what CloudFront is made of, of firewalls and of the delivery of logs. */
export const edgeNameRules: Readonly<Record<string, NameRule>> = {
  "aws:lb/loadBalancer:LoadBalancer": {
    property: "name",
    longest: 32,
    legal: /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html",
  },
  "aws:lb/targetGroup:TargetGroup": {
    property: "name",
    longest: 32,
    legal: /^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  },
  "aws:cloudfront/function:Function": {
    property: "name",
    longest: 64,
    legal: word,
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html",
  },
  "aws:cloudfront/cachePolicy:CachePolicy": {
    property: "name",
    longest: 128,
    legal: word,
    source: "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudfront.CachePolicy.html",
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    property: "name",
    longest: 128,
    legal: word,
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html",
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    property: "name",
    longest: 64,
    legal: /^[\x20-\x7e]+$/,
    source: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html",
  },
  "aws:wafv2/webAcl:WebAcl": {
    property: "name",
    longest: 128,
    legal: word,
    source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html",
  },
  "aws:wafv2/ipSet:IpSet": {
    property: "name",
    longest: 128,
    legal: word,
    source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html",
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    property: "name",
    longest: 60,
    legal: word,
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html",
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    property: "name",
    longest: 60,
    legal: word,
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html",
  },
};
