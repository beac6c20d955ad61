import { beforeAll, describe, expect, it } from "vitest";
import { isAllowed } from "../../../test/support/iam";
import {
  platformOf,
  queueArn,
  secretKeyArn,
  targetGroupArn,
  type PlatformCase,
} from "../../../test/support/workloads/platform";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Whether the pods of a part may do something, asked in their own region. */
async function asked(part: string, given: PlatformCase = {}) {
  const { rights } = await platformOf(given);
  const identity = [{ Version: "2012-10-17", Statement: rights(part) }];
  return (action: string, resource = "*", context: Context = {}) =>
    isAllowed(
      { action, resource, context: { "aws:RequestedRegion": "ap-northeast-2", ...context } },
      { identity },
    );
}
type May = Awaited<ReturnType<typeof asked>>;

const inRegion = (rest: string) => `arn:aws:${rest.replace("::", ":ap-northeast-2:123456789012:")}`;

describe("the load balancer controller", () => {
  let may: May;
  beforeAll(async () => {
    may = await asked("lbc");
  });

  it("registers and takes out targets of our groups, and of no others: CLU-16", () => {
    for (const action of ["RegisterTargets", "DeregisterTargets"]) {
      expect(may(`elasticloadbalancing:${action}`, targetGroupArn)).toBe(true);
      expect(may(`elasticloadbalancing:${action}`, targetGroupArn.replace("gateway", "theirs"))).toBe(false);
    }
    expect(may("elasticloadbalancing:DescribeTargetHealth")).toBe(true);
    expect(
      may("elasticloadbalancing:DescribeTargetHealth", "*", { "aws:RequestedRegion": "us-east-1" }),
    ).toBe(false);
  });

  it("makes no load balancer and opens no group", () => {
    const made = { "aws:RequestTag/elbv2.k8s.aws/cluster": "urr-test" };
    expect(
      may(
        "elasticloadbalancing:CreateLoadBalancer",
        inRegion("elasticloadbalancing::loadbalancer/app/x/1"),
        made,
      ),
    ).toBe(false);
    expect(may("ec2:AuthorizeSecurityGroupIngress", inRegion("ec2::security-group/sg-1"))).toBe(false);
    expect(may("ec2:CreateSecurityGroup", inRegion("ec2::security-group/sg-1"), made)).toBe(false);
  });
});

describe.each<[string, PlatformCase]>([
  ["Gateways are", { settings: { gatewayApi: { enabled: true } } }],
  ["an Ingress is", { ingresses: true }],
])("the load balancer controller where %s asked for", (_, given) => {
  const mark = "elbv2.k8s.aws/cluster";
  let may: May;
  beforeAll(async () => {
    may = await asked("lbc", given);
  });

  it("makes load balancers that carry the cluster's mark, and none without: CLU-17, KPLT-22", () => {
    const balancer = inRegion("elasticloadbalancing::loadbalancer/app/x/1");
    const create = (context: Context) => may("elasticloadbalancing:CreateLoadBalancer", balancer, context);
    expect(create({ [`aws:RequestTag/${mark}`]: "urr-test" })).toBe(true);
    expect(create({ [`aws:RequestTag/${mark}`]: "another" })).toBe(false);
    expect(create({})).toBe(false);
  });

  it("changes its own, and not the site's", () => {
    const ours = { [`aws:ResourceTag/${mark}`]: "urr-test" };
    for (const [action, resource] of [
      ["elasticloadbalancing:DeleteLoadBalancer", inRegion("elasticloadbalancing::loadbalancer/app/x/1")],
      ["elasticloadbalancing:CreateListener", inRegion("elasticloadbalancing::loadbalancer/app/x/1")],
      ["elasticloadbalancing:ModifyListener", inRegion("elasticloadbalancing::listener/app/x/1/2")],
      ["elasticloadbalancing:RegisterTargets", inRegion("elasticloadbalancing::targetgroup/x/1")],
      ["ec2:DeleteSecurityGroup", inRegion("ec2::security-group/sg-1")],
    ] as const) {
      expect(may(action, resource, ours), action).toBe(true);
      expect(may(action, resource), action).toBe(false);
      expect(may(action, resource, { [`aws:ResourceTag/${mark}`]: "another" }), action).toBe(false);
    }
  });

  it("puts its mark on nothing that stands", () => {
    const group = inRegion("ec2::security-group/sg-1");
    const taken = { [`aws:RequestTag/${mark}`]: "urr-test" };
    expect(may("ec2:CreateTags", group, { ...taken, "ec2:CreateAction": "CreateSecurityGroup" })).toBe(true);
    expect(may("ec2:CreateTags", group, taken)).toBe(false);
    expect(may("ec2:CreateTags", group, { [`aws:ResourceTag/${mark}`]: "urr-test" })).toBe(true);
    const balancer = inRegion("elasticloadbalancing::loadbalancer/app/site/1");
    expect(may("elasticloadbalancing:AddTags", balancer, taken)).toBe(false);
  });

  it("opens groups of the cluster's nodes, and no others", () => {
    const open = (tag: Context) =>
      may("ec2:AuthorizeSecurityGroupIngress", inRegion("ec2::security-group/sg-1"), tag);
    expect(open({ "aws:ResourceTag/kubernetes.io/cluster/urr-test": "owned" })).toBe(true);
    expect(open({ "aws:ResourceTag/kubernetes.io/cluster/another": "owned" })).toBe(false);
  });
});

describe("External Secrets", () => {
  it("reads secrets of the stack, decrypts them through Secrets Manager alone, and lists none", async () => {
    const may = await asked("eso");
    const secret = (name: string) => inRegion(`secretsmanager::secret:${name}`);
    expect(may("secretsmanager:GetSecretValue", secret("urr-test/jwt-secret-AbCdEf"))).toBe(true);
    expect(may("secretsmanager:GetSecretValue", secret("urr-testing/jwt-secret-AbCdEf"))).toBe(false);
    expect(may("secretsmanager:PutSecretValue", secret("urr-test/jwt-secret-AbCdEf"))).toBe(false);
    expect(may("secretsmanager:ListSecrets")).toBe(false);
    const through = { "kms:ViaService": "secretsmanager.ap-northeast-2.amazonaws.com" };
    expect(may("kms:Decrypt", secretKeyArn, through)).toBe(true);
    expect(may("kms:Decrypt", secretKeyArn, { "kms:ViaService": "s3.ap-northeast-2.amazonaws.com" })).toBe(
      false,
    );
  });
});

describe("KEDA", () => {
  it("asks how long our queues are, and reads no message: CLU-18", async () => {
    const may = await asked("keda", { scalesByQueue: true });
    expect(may("sqs:GetQueueAttributes", queueArn)).toBe(true);
    expect(may("sqs:GetQueueAttributes", `${queueArn}-of-others`)).toBe(false);
    expect(may("sqs:ReceiveMessage", queueArn)).toBe(false);
  });
});

describe("the autoscaler of node groups", () => {
  it("resizes groups of its cluster and no others", async () => {
    const may = await asked("cas");
    const group = inRegion("autoscaling::autoScalingGroup:1:autoScalingGroupName/eks-system");
    const owned = (cluster: string) => ({
      [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: "owned",
    });
    expect(may("autoscaling:SetDesiredCapacity", group, owned("urr-test"))).toBe(true);
    expect(may("autoscaling:SetDesiredCapacity", group, owned("another"))).toBe(false);
    expect(may("eks:DescribeNodegroup", inRegion("eks::nodegroup/urr-test/system/1"))).toBe(true);
    expect(may("eks:DescribeNodegroup", inRegion("eks::nodegroup/another/system/1"))).toBe(false);
  });
});
