import { stableHex } from "../fake-ids";
import { text, type Answer, type Answers, type Asked } from "./answer";

const numbered =
  (
    prefix: string,
    arnPath?: string,
    extra: (asked: Asked, id: string) => Record<string, unknown> = () => ({}),
  ) =>
  (asked: Asked): Answer => {
    const id = `${prefix}-0${stableHex(asked.urn, 16)}`;
    const arn =
      arnPath === undefined ? {} : { arn: `arn:aws:ec2:${asked.region}:${asked.account}:${arnPath}/${id}` };
    return { id, outputs: { ...arn, ...extra(asked, id) } };
  };

/** An address of 203.0.113.0/24, which RFC 5737 reserves for documentation. */
const documentationAddress = (urn: string) =>
  `203.0.113.${String((parseInt(stableHex(urn, 4), 16) % 254) + 1)}`;

export const ec2Answers: Answers = {
  "aws:ec2/vpc:Vpc": numbered("vpc", "vpc", ({ urn }) => ({
    defaultSecurityGroupId: `sg-0${stableHex(`${urn} default`, 16)}`,
    mainRouteTableId: `rtb-0${stableHex(`${urn} main`, 16)}`,
  })),
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": numbered("vpc-cidr-assoc"),
  "aws:ec2/internetGateway:InternetGateway": numbered("igw", "internet-gateway"),
  "aws:ec2/subnet:Subnet": numbered("subnet", "subnet"),
  "aws:ec2/routeTable:RouteTable": numbered("rtb", "route-table"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": numbered("rtbassoc"),
  "aws:ec2/route:Route": numbered("r"),
  "aws:ec2/eip:Eip": numbered("eipalloc", "elastic-ip", ({ urn }, id) => ({
    allocationId: id,
    publicIp: documentationAddress(urn),
  })),
  "aws:ec2/natGateway:NatGateway": numbered("nat", "natgateway"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": numbered("sg", "security-group"),
  "aws:ec2/securityGroup:SecurityGroup": numbered("sg", "security-group"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": numbered("sgr", "security-group-rule"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": numbered("sgr", "security-group-rule"),
  "aws:ec2/flowLog:FlowLog": numbered("fl", "vpc-flow-log"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": numbered("vpce", "vpc-endpoint", ({ urn, inputs }) =>
    inputs["vpcEndpointType"] === "Gateway"
      ? { prefixListId: `pl-${stableHex(text(inputs, "serviceName", urn), 8)}` }
      : { networkInterfaceIds: [] },
  ),
};
