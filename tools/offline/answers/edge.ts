import { capacityOf } from "../../../policies/firewall-capacity";
import { stableDigits, stableHex } from "../fake-ids";
import { upperId } from "./dns";
import { attachedTo, text, uuid, type Answers, type Asked } from "./answer";

const since = "2026-01-01T00:00:00Z";

/** CloudFront's own zone, to which aliases of every distribution lead. */
export const cloudFrontZone = "Z2FDTNDATAQYW2";

/** Distributions, origin access controls and versions of both are called by E and 13 letters and digits. */
const cloudFrontId = (seed: string): string => `E${stableHex(seed, 13).toUpperCase()}`;

const globalArn = ({ account }: Asked, path: string): string => `arn:aws:cloudfront::${account}:${path}`;

const balancing = ({ account, region }: Asked): string => `arn:aws:elasticloadbalancing:${region}:${account}`;

/** What an ARN of load balancing says behind its kind: listeners repeat their balancer's, rules their listener's. */
const belowKind = (arn: string): string => arn.split(":").slice(5).join(":").split("/").slice(1).join("/");

/** Answers for load balancers and what they send requests to. */
export const loadBalancerAnswers: Answers = {
  "aws:lb/loadBalancer:LoadBalancer": (asked) => {
    const { inputs, region, urn } = asked;
    const name = text(inputs, "name");
    const kind = text(inputs, "loadBalancerType", "application") === "network" ? "net" : "app";
    const arnSuffix = `${kind}/${name}/${stableHex(urn, 16)}`;
    const arn = `${balancing(asked)}:loadbalancer/${arnSuffix}`;
    const scheme = inputs["internal"] === true ? "internal-" : "";
    return {
      id: arn,
      outputs: {
        ...{ arn, arnSuffix },
        dnsName: `${scheme}${name}-${stableDigits(urn, 10)}.${region}.elb.amazonaws.com`,
        zoneId: upperId("Z", `${kind} load balancers of ${region}`),
      },
    };
  },
  "aws:lb/targetGroup:TargetGroup": (asked) => {
    const arnSuffix = `targetgroup/${text(asked.inputs, "name")}/${stableHex(asked.urn, 16)}`;
    const arn = `${balancing(asked)}:${arnSuffix}`;
    return { id: arn, outputs: { arn, arnSuffix, loadBalancerArns: [] } };
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": ({ inputs, urn }) => ({
    id: `${text(inputs, "targetGroupArn")}-${stableDigits(urn, 26)}`,
    outputs: {},
  }),
  "aws:lb/listener:Listener": (asked) => {
    const balancer = belowKind(text(asked.inputs, "loadBalancerArn"));
    const arn = `${balancing(asked)}:listener/${balancer}/${stableHex(asked.urn, 16)}`;
    return { id: arn, outputs: { arn } };
  },
  "aws:lb/listenerRule:ListenerRule": (asked) => {
    const listener = belowKind(text(asked.inputs, "listenerArn"));
    const arn = `${balancing(asked)}:listener-rule/${listener}/${stableHex(asked.urn, 16)}`;
    return { id: arn, outputs: { arn } };
  },
};

/** What CloudFront keeps under a UUID, as its ARN calls it. */
const policy =
  (kind: string) =>
  (asked: Asked): ReturnType<Answers[string]> => {
    const id = uuid(asked.urn);
    return {
      id,
      outputs: { arn: globalArn(asked, `${kind}/${id}`), etag: cloudFrontId(`${asked.urn} etag`) },
    };
  };

/** Answers for distributions and what they are made of. */
export const cloudFrontAnswers: Answers = {
  "aws:cloudfront/distribution:Distribution": (asked) => {
    const { urn } = asked;
    const id = cloudFrontId(urn);
    return {
      id,
      outputs: {
        arn: globalArn(asked, `distribution/${id}`),
        callerReference: `terraform-${stableDigits(urn, 26)}`,
        domainName: `d${stableHex(`${urn} domain`, 13)}.cloudfront.net`,
        etag: cloudFrontId(`${urn} etag`),
        hostedZoneId: cloudFrontZone,
        inProgressValidationBatches: 0,
        lastModifiedTime: since,
        status: "Deployed",
      },
    };
  },
  "aws:cloudfront/function:Function": (asked) => {
    const { inputs, urn } = asked;
    const name = text(inputs, "name");
    const etag = (stage: string) => `ETV${stableHex(`${urn} ${stage}`, 11).toUpperCase()}`;
    return {
      id: name,
      outputs: {
        arn: globalArn(asked, `function/${name}`),
        etag: etag("DEVELOPMENT"),
        liveStageEtag: inputs["publish"] === false ? "" : etag("LIVE"),
        status: inputs["publish"] === false ? "UNPUBLISHED" : "UNASSOCIATED",
      },
    };
  },
  "aws:cloudfront/cachePolicy:CachePolicy": policy("cache-policy"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policy("response-headers-policy"),
  "aws:cloudfront/originAccessControl:OriginAccessControl": (asked) => {
    const id = cloudFrontId(asked.urn);
    const arn = globalArn(asked, `origin-access-control/${id}`);
    return { id, outputs: { arn, etag: cloudFrontId(`${asked.urn} etag`) } };
  },
};

/** What WAF has for CloudFront is global by its ARN, though it lies in the one region where it can be asked for. */
const firewallPart =
  (kind: "webacl" | "ipset") =>
  ({ account, inputs, region, urn }: Asked): ReturnType<Answers[string]> => {
    const scope = text(inputs, "scope") === "CLOUDFRONT" ? "global" : "regional";
    const id = uuid(urn);
    return {
      id,
      outputs: {
        arn: `arn:aws:wafv2:${region}:${account}:${scope}/${kind}/${text(inputs, "name")}/${id}`,
        lockToken: uuid(`${urn} lock`),
      },
    };
  };

/** Answers for web ACLs, what they know of addresses, what they guard and where they log. */
export const firewallAnswers: Answers = {
  "aws:wafv2/webAcl:WebAcl": (asked) => {
    const { id, outputs } = firewallPart("webacl")(asked);
    return { id, outputs: { ...outputs, capacity: capacityOf(asked.inputs["rules"]) } };
  },
  "aws:wafv2/ipSet:IpSet": firewallPart("ipset"),
  "aws:wafv2/webAclAssociation:WebAclAssociation": ({ inputs }) => ({
    id: `${text(inputs, "webAclArn")},${text(inputs, "resourceArn")}`,
    outputs: {},
  }),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": attachedTo("resourceArn"),
};

/** Where logs can be delivered to, by the service in the destination's ARN. */
const destinationTypes: Readonly<Record<string, string>> = { s3: "S3", logs: "CWL", firehose: "FH" };

const serviceOf = (arn: string): string => arn.split(":")[2] ?? "";

const delivering = ({ account, region }: Asked, path: string): string =>
  `arn:aws:logs:${region}:${account}:${path}`;

/** Answers for the delivery of logs. */
export const edgeLogAnswers: Answers = {
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": (asked) => {
    const name = text(asked.inputs, "name");
    const service = serviceOf(text(asked.inputs, "resourceArn"));
    return { id: name, outputs: { arn: delivering(asked, `delivery-source:${name}`), service } };
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": (asked) => {
    const name = text(asked.inputs, "name");
    const to = asked.inputs["deliveryDestinationConfiguration"] as Asked["inputs"] | undefined;
    return {
      id: name,
      outputs: {
        arn: delivering(asked, `delivery-destination:${name}`),
        deliveryDestinationType: destinationTypes[serviceOf(text(to ?? {}, "destinationResourceArn"))],
      },
    };
  },
  "aws:cloudwatch/logDelivery:LogDelivery": (asked) => {
    const id = stableHex(asked.urn, 16);
    return { id, outputs: { arn: delivering(asked, `delivery:${id}`) } };
  },
};
