import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changesBetween } from "./changes";

const one = (type: string, inputs: Record<string, unknown>) => [captured(type, "one", inputs)];

describe("a change at the edge", () => {
  it.each([
    ["aws:lb/loadBalancer:LoadBalancer", "internal", true, false],
    ["aws:lb/targetGroup:TargetGroup", "port", 3000, 3001],
    ["aws:lb/targetGroup:TargetGroup", "targetType", "ip", "instance"],
    ["aws:lb/listener:Listener", "loadBalancerArn", "arn:a", "arn:b"],
    ["aws:acm/certificate:Certificate", "subjectAlternativeNames", ["*.a.example.com"], ["b.example.com"]],
    ["aws:acm/certificate:Certificate", "region", "ap-northeast-2", "us-east-1"],
    ["aws:route53/record:Record", "name", "a.example.com", "b.example.com"],
    ["aws:route53/healthCheck:HealthCheck", "requestInterval", 30, 10],
    ["aws:cloudfront/function:Function", "name", "a", "b"],
    ["aws:wafv2/webAcl:WebAcl", "scope", "REGIONAL", "CLOUDFRONT"],
    ["aws:wafv2/ipSet:IpSet", "ipAddressVersion", "IPV4", "IPV6"],
    ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "resourceArn", "arn:a", "arn:b"],
    ["aws:apigateway/domainName:DomainName", "domainName", "a.example.com", "b.example.com"],
    ["aws:cloudwatch/logDeliverySource:LogDeliverySource", "resourceArn", "arn:a", "arn:b"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "key", "a.html", "b.html"],
  ])("makes it anew where AWS cannot change it: %s, %s", (type, property, from, to) => {
    const [change] = changesBetween(one(type, { [property]: from }), one(type, { [property]: to }));
    expect(change?.action).toBe("replace");
  });

  it.each([
    ["aws:lb/listener:Listener", "port", 443, 8443],
    ["aws:lb/listener:Listener", "certificateArn", "arn:a", "arn:b"],
    ["aws:lb/listenerRule:ListenerRule", "priority", 10, 20],
    ["aws:lb/targetGroup:TargetGroup", "deregistrationDelay", 60, 30],
    ["aws:cloudfront/distribution:Distribution", "priceClass", "PriceClass_200", "PriceClass_All"],
    ["aws:cloudfront/distribution:Distribution", "aliases", ["a.example.com"], ["b.example.com"]],
    ["aws:cloudfront/function:Function", "code", "1 bytes", "2 bytes"],
    ["aws:cloudfront/cachePolicy:CachePolicy", "name", "a", "b"],
    ["aws:cloudfront/originAccessControl:OriginAccessControl", "name", "a", "b"],
    ["aws:route53/record:Record", "type", "A", "CNAME"],
    ["aws:route53/record:Record", "records", ["192.0.2.1"], ["192.0.2.2"]],
    ["aws:wafv2/webAcl:WebAcl", "rules", [{ name: "a" }], [{ name: "b" }]],
    ["aws:wafv2/ipSet:IpSet", "addresses", ["192.0.2.1/32"], ["192.0.2.2/32"]],
    ["aws:apigateway/basePathMapping:BasePathMapping", "stageName", "v1", "live"],
    ["aws:s3/bucketObjectv2:BucketObjectv2", "content", "1 bytes", "2 bytes"],
  ])("leaves it where it is otherwise: %s, %s", (type, property, from, to) => {
    const [change] = changesBetween(one(type, { [property]: from }), one(type, { [property]: to }));
    expect(change?.action).toBe("update");
  });
});
