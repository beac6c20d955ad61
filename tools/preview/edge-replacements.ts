/**
 * Inputs at the edge that AWS cannot change in place. Records change their kind in place, for the provider takes the
 * old one away and makes the new one; cache policies, response headers policies and origin access controls take any
 * change, even of the name.
 */
export const edgeReplacing: Readonly<Record<string, readonly string[]>> = {
  "aws:acm/certificate:Certificate": [
    "certificateAuthorityArn",
    "domainName",
    "keyAlgorithm",
    "subjectAlternativeNames",
    "validationMethod",
    "validationOptions",
  ],
  "aws:acm/certificateValidation:CertificateValidation": ["certificateArn", "validationRecordFqdns"],
  "aws:apigateway/basePathMapping:BasePathMapping": ["domainName"],
  "aws:apigateway/domainName:DomainName": [
    "certificateBody",
    "certificateChain",
    "certificatePrivateKey",
    "domainName",
  ],
  "aws:cloudfront/distribution:Distribution": ["staging"],
  "aws:cloudfront/function:Function": ["name"],
  "aws:cloudwatch/logDelivery:LogDelivery": ["deliveryDestinationArn", "deliverySourceName"],
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": ["name", "outputFormat"],
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": ["logType", "name", "resourceArn"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:lb/loadBalancer:LoadBalancer": [
    "customerOwnedIpv4Pool",
    "internal",
    "loadBalancerType",
    "name",
    "namePrefix",
  ],
  "aws:lb/targetGroup:TargetGroup": [
    "ipAddressType",
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
  ],
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": [
    "availabilityZone",
    "port",
    "targetGroupArn",
    "targetId",
  ],
  "aws:route53/healthCheck:HealthCheck": [
    "measureLatency",
    "referenceName",
    "requestInterval",
    "routingControlArn",
    "type",
  ],
  "aws:route53/record:Record": ["name", "zoneId"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["bucket", "key"],
  "aws:wafv2/ipSet:IpSet": ["ipAddressVersion", "name", "namePrefix", "scope"],
  "aws:wafv2/webAcl:WebAcl": ["name", "namePrefix", "scope"],
  "aws:wafv2/webAclAssociation:WebAclAssociation": ["resourceArn", "webAclArn"],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ["logDestinationConfigs", "resourceArn"],
};
